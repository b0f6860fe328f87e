//! What patients say afterwards: the department answers with a measure, and nothing is filed before the patient is answered.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::industries::{Industry, satisfied};
use crate::figures::{all, follow};
use crate::people::text;
use crate::server::Answer;

/// The department replies to the only work order of a ticket.
async fn replied(hospital: &Industry, ticket: &Answer, reply: &Value) -> Answer {
    let order = hospital.people.order(&hospital.head, ticket).await;
    hospital.people.act(&hospital.head, "work-orders", "reply", &order, reply).await
}

async fn received(hospital: &Industry, kind: &str) -> Answer {
    let ticket = hospital.open(kind, "dispatched").await;
    let order = hospital.people.order(&hospital.head, &ticket).await;
    hospital.people.work(&hospital.head, "receive", &order, &json!({})).await;
    ticket
}

async fn archive(hospital: &Industry, ticket: &Answer) -> Answer {
    let people = &hospital.people;
    let seen = people.ticket(&people.agent, ticket).await;
    people.act(&people.agent, "tickets", "archive", &seen, &json!({})).await
}

/// shows: H-05
#[actix_web::test]
async fn a_complaint_comes_back_with_a_measure_and_is_filed_only_when_the_patient_has_been_answered() {
    each_engine(|database| async {
        let hospital = Industry::new(database, "hospital").await;
        let people = &hospital.people;
        let ticket = received(&hospital, "complaint").await;
        let mut reply =
            json!({"outcome": "resolved", "text": "the desk was empty at noon", "publicText": "We are sorry."});
        for measure in [Value::Null, json!("  ")] {
            reply["measure"] = measure;
            let refused = replied(&hospital, &ticket, &reply).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
            assert_eq!(refused.problem().as_deref(), Some("reply_incomplete"));
            assert!(refused.json()["detail"].as_str().is_some_and(|text| text.contains("measure")), "{}", refused.body);
        }
        assert_eq!(archive(&hospital, &ticket).await.problem().as_deref(), Some("reply_required"));
        reply["measure"] = json!("the desk is manned in turns");
        let order = replied(&hospital, &ticket, &reply).await.good();
        assert_eq!(order.json()["reply"]["measure"], "the desk is manned in turns");
        people.work(&hospital.reviewer, "review", &order, &json!({"decision": "approve"})).await;

        let early = archive(&hospital, &ticket).await;
        assert_eq!((early.status, early.problem().as_deref()), (StatusCode::CONFLICT, Some("reply_required")));
        let seen = people.ticket(&hospital.steward, &ticket).await.json();
        let call = format!("/v1/callbacks/{}", text(&seen["callback"]["id"]));
        let call = people.server.get(&hospital.steward, &call).await.good();
        people.act(&hospital.steward, "callbacks", "attempt", &call, &satisfied()).await.good();
        assert_eq!(archive(&hospital, &ticket).await.good().json()["stage"], "archived");
    })
    .await;
}

#[actix_web::test]
async fn where_nothing_was_found_wrong_nothing_need_be_put_right() {
    each_engine(|database| async {
        let hospital = Industry::new(database, "hospital").await;
        let ticket = received(&hospital, "complaint").await;
        let unfounded = json!({
            "outcome": "resolved", "text": "the desk was manned", "publicText": "It was manned.", "substantiated": false
        });
        replied(&hospital, &ticket, &unfounded).await.good();
        let silent = received(&hospital, "complaint").await;
        let unsaid = json!({"outcome": "not_ours", "text": "another hospital"});
        let refused = replied(&hospital, &silent, &unsaid).await;
        assert_eq!(refused.problem().as_deref(), Some("reply_incomplete"), "the patient must be told something");
        let praise = received(&hospital, "praise").await;
        replied(&hospital, &praise, &json!({"outcome": "resolved", "text": "told to the ward"})).await.good();
    })
    .await;
}

/// shows: H-31
#[actix_web::test]
async fn each_department_reads_the_mean_of_each_item_that_its_patients_scored_when_they_left() {
    each_engine(|database| async {
        let hospital = Industry::new(database, "hospital").await;
        let people = &hospital.people;
        let scored = |attitude: &str| {
            let answers = json!({
                "medical": "5", "attitude": attitude, "charges": "3", "environment": "5", "idea": "4", "recommend": "9"
            });
            json!({"result": "answered", "answers": answers})
        };
        let discharged = async |ticket: &Answer| {
            people.act(&people.agent, "tickets", "mark", ticket, &json!({"mark": "discharged"})).await.good()
        };
        for attitude in ["4", "5"] {
            let treated = discharged(&hospital.done("treatment").await).await;
            hospital.call(&treated, &scored(attitude)).await;
        }
        let outside = hospital.marked("treatment", "discharged").await;
        let mut without = scored("1");
        without["answers"].as_object_mut().unwrap().remove("idea");
        let seen = people.ticket(&hospital.steward, &outside).await.json();
        let path = format!("/v1/callbacks/{}", text(&seen["aftercare"][0]["id"]));
        let call = people.server.get(&hospital.steward, &path).await.good();
        let refused = people.act(&hospital.steward, "callbacks", "attempt", &call, &without).await;
        assert_eq!(
            (refused.status, refused.problem().as_deref()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("answers_invalid"))
        );
        hospital.call(&outside, &scored("1")).await;
        follow(people).await;

        let asked = "/v1/figures/answers?questionnaire=discharge&from=2026-06-01&to=2026-06-30";
        let read = async |more: &str| all(people, &hospital.supervisor, &format!("{asked}{more}")).await;
        let means = |rows: &[Value], unit: &str| -> Vec<(String, Value, Value)> {
            let own = rows.iter().filter(|row| row["key"] == unit);
            own.map(|row| (text(&row["question"]), row["mean"].clone(), row["measured"].clone())).collect()
        };
        let row = |question: &str, mean: f64, measured: u32| (question.to_owned(), json!(mean), json!(measured));
        let chief = people.server.test.user("chief", "company", &["supervisor"]).await;
        let by_unit = all(people, &chief, &format!("{asked}&by=unit")).await;
        let of_works = [
            row("medical", 5.0, 2),
            row("attitude", 4.5, 2),
            row("charges", 3.0, 2),
            row("environment", 5.0, 2),
            row("idea", 4.0, 2),
            row("recommend", 9.0, 2),
        ];
        assert_eq!(means(&by_unit, "works"), of_works);
        assert_eq!(means(&by_unit, "centre")[1], row("attitude", 1.0, 1));
        assert_eq!(
            by_unit.iter().find(|row| row["question"] == "attitude" && row["key"] == "works").unwrap()["counts"]["5"],
            1
        );
        let whole = all(people, &chief, asked).await;
        assert_eq!(means(&whole, "")[1], row("attitude", 10.0 / 3.0, 3));
        let elsewhere = people.server.get(&hospital.supervisor, &format!("{asked}&unit=works")).await;
        assert_eq!(elsewhere.problem().as_deref(), Some("not_found"), "outside his scope");
        assert_eq!(means(&read("").await, "")[1], row("attitude", 1.0, 1), "of his own unit");
    })
    .await;
}
