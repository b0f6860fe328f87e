//! What industries ask and are measured by, in the words of their own bundles.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::industries::Industry;
use crate::figures::follow;
use crate::people::text;
use crate::requirements::at;
use crate::server::Answer;

/// A questionnaire of the bundle in force.
async fn questionnaire(industry: &Industry, code: &str) -> Value {
    let policy = industry.people.server.get(&industry.supervisor, "/v1/policy").await.good().json();
    let asked = policy["bundle"]["questionnaire"].as_array().cloned().unwrap_or_default();
    asked.into_iter().find(|one| one["code"] == code).unwrap_or_default()
}

/// A round of a questionnaire for so many customers.
async fn round(industry: &Industry, code: &str, count: usize, target: Option<u8>) -> (Answer, Vec<String>) {
    let people = &industry.people;
    let mut customers = Vec::new();
    for no in 0..count {
        let body = json!({"name": format!("Customer {no}")});
        customers.push(people.server.post(&people.agent, "/v1/customers", &body).await.good().text("id"));
    }
    let body = json!({
        "name": "2026", "questionnaire": code, "until": "2026-12-31T00:00:00+08:00", "customerIds": customers,
        "targetPercent": target
    });
    (people.server.post(&industry.supervisor, "/v1/survey-rounds", &body).await.good(), customers)
}

async fn reply(industry: &Industry, round: &Answer, customer: &str, answers: &Value) -> Value {
    let path = format!("/v1/survey-rounds/{}/answers", round.text("id"));
    let body = json!({"customerId": customer, "answers": answers});
    industry.people.server.post(&industry.supervisor, &path, &body).await.good().json()
}

/// Question, how often each answer was given, mean.
async fn results(industry: &Industry, round: &Answer) -> Vec<(String, Value, Value)> {
    let path = format!("/v1/survey-rounds/{}/results", round.text("id"));
    let results = industry.people.server.get(&industry.supervisor, &path).await.good().json();
    let questions = results["questions"].as_array().cloned().unwrap_or_default();
    questions.iter().map(|one| (text(&one["question"]), one["counts"].clone(), one["mean"].clone())).collect()
}

/// shows
#[actix_web::test]
async fn air_treatment_asks_six_things_once_a_year_and_a_year_counts_when_eighty_of_a_hundred_answered() {
    each_engine(|database| async {
        let air = Industry::new(database, "air-treatment").await;
        let sections = questionnaire(&air, "yearly").await["section"].as_array().cloned().unwrap_or_default();
        let codes: Vec<String> = sections.iter().map(|section| text(&section["code"])).collect();
        assert_eq!(codes, ["product", "problems", "technology", "supply", "training", "paid-service"]);
        let (opened, customers) = round(&air, "yearly", 100, Some(80)).await;
        let four = codes.iter().map(|code| (code.clone(), json!("4")));
        let four = Value::Object(four.collect());
        let mut last = Value::Null;
        for customer in &customers[..79] {
            last = reply(&air, &opened, customer, &four).await;
        }
        assert_eq!((&last["responseRate"], &last["qualified"]), (&json!(79.0), &json!(false)));
        last = reply(&air, &opened, &customers[79], &four).await;
        assert_eq!((&last["responseRate"], &last["qualified"]), (&json!(80.0), &json!(true)));
        let means = results(&air, &opened).await;
        assert!(means.iter().all(|(_, counts, mean)| *counts == json!({"4": 80}) && *mean == json!(4.0)), "{means:?}");
    })
    .await;
}

/// shows: A-18
#[actix_web::test]
async fn each_of_the_five_aims_of_air_treatment_has_a_question() {
    each_engine(|database| async {
        let air = Industry::new(database, "air-treatment").await;
        let opinion = questionnaire(&air, "opinion").await;
        let aims = opinion["section"].as_array().cloned().unwrap_or_default();
        assert_eq!(aims.len(), 5);
        for aim in aims {
            let questions = opinion["question"].as_array().into_iter().flatten();
            assert!(questions.clone().any(|question| question["section"] == aim["code"]), "{aim}");
        }
    })
    .await;
}

/// shows: I-05, I-11
#[actix_web::test]
async fn an_insurer_asks_four_things_after_a_sale_and_scores_five_dimensions_once_a_year() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        let (sold, customers) = round(&insurer, "after-sale", 4, None).await;
        for (no, customer) in customers.iter().enumerate() {
            let knows = if no == 0 { "no" } else { "yes" };
            let service = if no < 2 { "good" } else { "bad" };
            let said = json!({"own-will": "yes", "knows-contract": knows, "knows-claims": "yes", "service": service});
            reply(&insurer, &sold, customer, &said).await;
        }
        let counts: Vec<Value> = results(&insurer, &sold).await.into_iter().map(|(_, counts, _)| counts).collect();
        assert_eq!(counts[0]["yes"], 4);
        assert_eq!(counts[1], json!({"yes": 3, "no": 1}));
        assert_eq!(counts[3], json!({"good": 2, "fair": 0, "bad": 2}));

        let (year, customers) = round(&insurer, "yearly", 2, None).await;
        let dimensions = ["solvency", "content", "effect", "efficiency", "quality"];
        for (customer, first) in customers.iter().zip([1, 4]) {
            let said =
                dimensions.iter().enumerate().map(|(no, code)| ((*code).to_owned(), json!((first + no).to_string())));
            reply(&insurer, &year, customer, &Value::Object(said.collect())).await;
        }
        let means: Vec<Value> = results(&insurer, &year).await.into_iter().map(|(_, _, mean)| mean).collect();
        assert_eq!(means, [2.5, 3.5, 4.5, 5.5, 6.5].map(|mean| json!(mean)));
    })
    .await;
}

/// shows: I-20
#[actix_web::test]
async fn each_of_an_insurers_four_kinds_of_callbacks_has_its_own_script() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        for (mark, script, first) in [
            ("new-policy", "new-contract", "Did you receive the policy yourself?"),
            ("left-agent", "left-agent", "Do you know who looks after you now?"),
            ("terminated", "lapsed", "Do you know that the policy has lapsed?"),
            ("benefit-paid", "benefit", "Has the benefit reached your account?"),
        ] {
            let ticket = insurer.marked("policy", mark).await;
            let seen = insurer.people.ticket(&insurer.steward, &ticket).await.json();
            let path = format!("/v1/callbacks/{}", text(&seen["aftercare"][0]["id"]));
            let call = insurer.people.server.get(&insurer.steward, &path).await.good().json();
            assert_eq!(call["survey"]["questionnaire"], script, "{mark}");
            let script = questionnaire(&insurer, script).await;
            assert_eq!(text(&script["question"][0]["text"]["en"]), first);
        }
    })
    .await;
}

/// shows: M-10
#[actix_web::test]
async fn the_callback_procedure_is_one_basis_of_a_stewards_assessment() {
    each_engine(|database| async {
        let property = Industry::new(database, "property").await;
        let people = &property.people;
        property.done("complaint").await;
        at(people, "2026-07-01T09:00:00+08:00").await;
        follow(people).await;
        let june = json!({
            "scheme": "steward-monthly", "period": "2026-06", "personId": property.steward.id, "rating": {"points": 90}
        });
        let opened = people.server.post(&property.supervisor, "/v1/assessments", &june).await.good().json();
        let figures = opened["figures"].as_array().cloned().unwrap_or_default();
        let of: Vec<(String, Value)> =
            figures.iter().map(|figure| (text(&figure["code"]), figure["denominator"].clone())).collect();
        let wanted = [("callback-rate", 1), ("callbacks-in-time", 1), ("unqualified-callbacks", 0)];
        assert_eq!(of, wanted.map(|(code, out_of)| (code.to_owned(), json!(out_of))));
    })
    .await;
}
