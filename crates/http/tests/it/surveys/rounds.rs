//! Survey rounds: one questionnaire put to many customers, one answer of each.

use bihuan_app::users::User;
use bihuan_domain::policy::questionnaires::{Questionnaire, SelfService};
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, text};
use crate::requirements::{at, reconfigure};
use crate::server::Answer;

/// Six sections, each with a score; five aims lie behind them.
fn yearly() -> Value {
    let sections = ["product", "problems", "technology", "supply", "training", "paid-service"];
    let section = |code: &&str| json!({"code": code, "name": {"zh": code, "en": code}});
    let question = |code: &&str| {
        json!({
            "code": code, "section": code, "text": {"zh": code, "en": code}, "required": true, "scale": "score-5",
            "answer": {"form": "scale", "from": 1, "to": 5}
        })
    };
    json!({
        "code": "yearly", "name": {"zh": "年度调查", "en": "Yearly survey"},
        "section": sections.iter().map(section).collect::<Vec<_>>(),
        "question": sections.iter().map(question).collect::<Vec<_>>()
    })
}

fn scores(score: u8) -> Value {
    let sections = ["product", "problems", "technology", "supply", "training", "paid-service"];
    Value::Object(sections.iter().map(|code| ((*code).to_owned(), json!(score.to_string()))).collect())
}

/// People, their manager, and this many customers.
async fn people_with(database: bihuan_persistence::Database, count: usize) -> (People, User, Vec<String>) {
    let people = People::new(database).await;
    let manager = people.server.test.user("manager", "centre", &["manager"]).await;
    reconfigure(&people, |bundle| {
        let read = serde_json::from_value::<Questionnaire>(yearly());
        bundle.questionnaires.push(read.unwrap_or_else(|error| panic!("no questionnaire: {error}")));
    })
    .await;
    let mut customers = Vec::new();
    for no in 0..count {
        let body = json!({"name": format!("Owner {no}")});
        customers.push(people.server.post(&people.agent, "/v1/customers", &body).await.good().text("id"));
    }
    (people, manager, customers)
}

async fn round(people: &People, manager: &User, target: Option<u8>, customers: &[String]) -> Answer {
    let body = json!({
        "name": "2026", "questionnaire": "yearly", "until": "2026-12-31T00:00:00+08:00", "customerIds": customers
    });
    let mut body = body;
    if let Some(target) = target {
        body["targetPercent"] = json!(target);
    }
    people.server.post(manager, "/v1/survey-rounds", &body).await.good()
}

async fn reply(people: &People, manager: &User, round: &Answer, customer: &str, answers: &Value) -> Answer {
    let path = format!("/v1/survey-rounds/{}/answers", round.text("id"));
    people.server.post(manager, &path, &json!({"customerId": customer, "answers": answers})).await
}

/// shows: A-21
#[actix_web::test]
async fn a_round_counts_from_the_answer_that_reaches_its_target_on() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 100).await;
        let opened = round(&people, &manager, Some(80), &customers).await;
        for customer in &customers[..79] {
            reply(&people, &manager, &opened, customer, &scores(4)).await.good();
        }
        let path = format!("/v1/survey-rounds/{}", opened.text("id"));
        let short = people.server.get(&manager, &path).await.good().json();
        assert_eq!(
            (&short["answered"], &short["responseRate"], &short["qualified"]),
            (&json!(79), &json!(79.0), &json!(false))
        );
        let enough = reply(&people, &manager, &opened, &customers[79], &scores(4)).await.good().json();
        assert_eq!((&enough["responseRate"], &enough["qualified"]), (&json!(80.0), &json!(true)));
        let closed = people.server.post(&manager, &format!("{path}/actions/close"), &json!({})).await.good().json();
        assert_eq!((&closed["qualified"], closed["closedAt"].is_string()), (&json!(true), true));
        let late = reply(&people, &manager, &opened, &customers[80], &scores(4)).await;
        assert_eq!(late.problem().as_deref(), Some("survey_ended"));
    })
    .await;
}

/// shows: M-36, A-19
#[actix_web::test]
async fn forty_of_fifty_owners_are_a_response_rate_of_eighty_percent() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 50).await;
        let opened = round(&people, &manager, None, &customers).await;
        for (no, customer) in customers[..40].iter().enumerate() {
            reply(&people, &manager, &opened, customer, &scores(if no < 10 { 1 } else { 5 })).await.good();
        }
        let path = format!("/v1/survey-rounds/{}/results", opened.text("id"));
        let results = people.server.get(&manager, &path).await.good().json();
        assert_eq!((&results["round"]["responseRate"], &results["round"]["answered"]), (&json!(80.0), &json!(40)));
        let questions = results["questions"].as_array().cloned().unwrap_or_default();
        assert_eq!(questions.len(), 6);
        for question in questions {
            assert_eq!(
                (&question["counts"], &question["mean"]),
                (&json!({"1": 10, "5": 30}), &json!(4.0)),
                "{question}"
            );
        }
        let policy = people.server.get(&manager, "/v1/policy").await.good().json();
        let asked = policy["bundle"]["questionnaire"].as_array().cloned().unwrap_or_default();
        let yearly = asked.iter().find(|one| one["code"] == "yearly").cloned().unwrap_or_default();
        assert_eq!(yearly["section"].as_array().map(Vec::len), Some(6));
    })
    .await;
}

/// shows: P-62
#[actix_web::test]
async fn a_customer_who_answers_twice_is_refused_and_counted_once() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 3).await;
        let twice = [customers.as_slice(), customers.as_slice()].concat();
        let opened = round(&people, &manager, None, &twice).await;
        assert_eq!(opened.json()["sent"], 3, "a customer named twice is asked once");
        reply(&people, &manager, &opened, &customers[0], &scores(3)).await.good();
        let second = reply(&people, &manager, &opened, &customers[0], &scores(5)).await;
        assert_eq!((second.status.as_u16(), second.problem().as_deref()), (409, Some("already_exists")));
        let path = format!("/v1/survey-rounds/{}/results", opened.text("id"));
        let results = people.server.get(&manager, &path).await.good().json();
        assert_eq!((&results["round"]["answered"], &results["questions"][0]["counts"]), (&json!(1), &json!({"3": 1})));
        let stranger =
            people.server.post(&people.agent, "/v1/customers", &json!({"name": "Nobody asked"})).await.good();
        let refused = reply(&people, &manager, &opened, &stranger.text("id"), &scores(3)).await;
        assert_eq!(refused.status.as_u16(), 422);
        let mut partial = scores(3);
        partial["supply"] = json!("");
        let refused = reply(&people, &manager, &opened, &customers[1], &partial).await;
        assert_eq!((refused.status.as_u16(), refused.problem().as_deref()), (422, Some("answers_invalid")));
        at(&people, "2026-12-31T00:00:00+08:00").await;
        let late = reply(&people, &manager, &opened, &customers[1], &scores(3)).await;
        assert_eq!(late.problem().as_deref(), Some("survey_ended"));
        let list = people.server.get(&manager, "/v1/survey-rounds").await.good().json();
        assert_eq!(text(&list["data"][0]["id"]), opened.text("id"));
    })
    .await;
}

/// A question of a choice, or of several, with these options.
fn options(code: &str, form: &str, values: &[&str]) -> Value {
    let option =
        |value: &&str| json!({"value": value, "name": {"zh": value, "en": value}, "content": *value == "content"});
    let options: Vec<Value> = values.iter().map(option).collect();
    json!({"code": code, "text": {"zh": code, "en": code}, "required": true, "answer": {"form": form, "options": options}})
}

/// A round of a questionnaire of one's own.
async fn own(people: &People, manager: &User, questions: &[Value], customers: &[String]) -> Answer {
    let questionnaire = json!({"code": "own", "name": {"zh": "调查", "en": "Own"}, "question": questions});
    reconfigure(people, |bundle| {
        let read = serde_json::from_value::<Questionnaire>(questionnaire);
        bundle.questionnaires.push(read.unwrap_or_else(|error| panic!("no questionnaire: {error}")));
    })
    .await;
    let body = json!({
        "name": "own", "questionnaire": "own", "until": "2026-12-31T00:00:00+08:00", "customerIds": customers
    });
    people.server.post(manager, "/v1/survey-rounds", &body).await.good()
}

async fn results(people: &People, manager: &User, round: &Answer) -> Vec<Value> {
    let path = format!("/v1/survey-rounds/{}/results", round.text("id"));
    let results = people.server.get(manager, &path).await.good().json();
    results["questions"].as_array().cloned().unwrap_or_default()
}

/// The causes by their number, most frequent first, are the Pareto of them.
///
/// shows: A-08
#[actix_web::test]
async fn who_is_not_content_names_causes_and_they_are_counted() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 4).await;
        let mut satisfied = options("satisfied", "choice", &["content", "not-content"]);
        satisfied["decides"] = json!("satisfied");
        let causes = [
            "unreliable-product",
            "slow-response",
            "no-periodic-test",
            "no-commitment",
            "late-supply",
            "poor-communication",
            "rude",
            "not-thinking",
            "no-skill",
            "slow-answer",
            "inflexible",
        ];
        let mut why = options("causes", "multiple", &causes);
        why["required"] = json!(false);
        why["when_dissatisfied"] = json!("cause");
        let opened = own(&people, &manager, &[satisfied, why], &customers).await;
        let without = reply(&people, &manager, &opened, &customers[0], &json!({"satisfied": "not-content"})).await;
        assert_eq!((without.status.as_u16(), without.problem().as_deref()), (422, Some("answers_invalid")));
        for (customer, causes) in customers.iter().zip(["rude", "rude late-supply", "rude late-supply no-skill"]) {
            let answers = json!({"satisfied": "not-content", "causes": causes});
            reply(&people, &manager, &opened, customer, &answers).await.good();
        }
        reply(&people, &manager, &opened, &customers[3], &json!({"satisfied": "content"})).await.good();
        let found = results(&people, &manager, &opened).await;
        let counts = &found[1]["counts"];
        assert_eq!(
            (&counts["rude"], &counts["late-supply"], &counts["no-skill"], &counts["inflexible"]),
            (&json!(3), &json!(2), &json!(1), &json!(0))
        );
    })
    .await;
}

/// shows: I-05
#[actix_web::test]
async fn a_survey_of_two_hundred_customers_shows_how_each_of_its_four_questions_was_answered() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 200).await;
        let yes_no = |code: &str| json!({"code": code, "text": {"zh": code, "en": code}, "required": true, "answer": {"form": "yes_no"}});
        let service = options("service", "choice", &["good", "fair", "bad"]);
        let questions = [yes_no("own-will"), yes_no("knows-contract"), yes_no("knows-claims"), service];
        let opened = own(&people, &manager, &questions, &customers).await;
        for (no, customer) in customers.iter().enumerate() {
            let yes = |every: usize| if no % every == 0 { "no" } else { "yes" };
            let service = ["good", "good", "fair", "bad"][no % 4];
            let answers = json!({"own-will": yes(10), "knows-contract": yes(2), "knows-claims": yes(4), "service": service});
            reply(&people, &manager, &opened, customer, &answers).await.good();
        }
        let counts: Vec<Value> = results(&people, &manager, &opened).await.iter().map(|one| one["counts"].clone()).collect();
        assert_eq!(counts[0], json!({"yes": 180, "no": 20}));
        assert_eq!(counts[1], json!({"yes": 100, "no": 100}));
        assert_eq!(counts[2], json!({"yes": 150, "no": 50}));
        assert_eq!(counts[3], json!({"good": 100, "fair": 50, "bad": 50}));
    })
    .await;
}

/// Solvency, content, effect, efficiency, quality: an insurer's year.
///
/// shows: I-11
#[actix_web::test]
async fn a_yearly_round_scores_five_dimensions() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 2).await;
        let dimensions = ["solvency", "content", "effect", "efficiency", "quality"];
        let scale = json!({"form": "scale", "from": 1, "to": 10});
        let question =
            |code: &&str| json!({"code": code, "text": {"zh": code, "en": code}, "required": true, "answer": scale});
        let questions: Vec<Value> = dimensions.iter().map(question).collect();
        let opened = own(&people, &manager, &questions, &customers).await;
        for (customer, first) in customers.iter().zip([1, 4]) {
            let answers =
                dimensions.iter().enumerate().map(|(no, code)| ((*code).to_owned(), json!((first + no).to_string())));
            reply(&people, &manager, &opened, customer, &Value::Object(answers.collect())).await.good();
        }
        let means: Vec<Value> =
            results(&people, &manager, &opened).await.iter().map(|one| one["mean"].clone()).collect();
        assert_eq!(means, [2.5, 3.5, 4.5, 5.5, 6.5].map(|mean| json!(mean)));
    })
    .await;
}

/// Demand, satisfaction, own performance, main dissatisfiers, care: a section for each aim, and no section stays without a
/// question.
///
/// shows: A-18
#[actix_web::test]
async fn every_aim_of_a_survey_has_a_question() {
    each_engine(|database| async {
        let (people, manager, _) = people_with(database, 0).await;
        let aims = ["demand", "satisfaction", "performance", "dissatisfiers", "care"];
        let words = |code: &str| json!({"zh": code, "en": code});
        let section = |code: &&str| json!({"code": code, "name": words(code)});
        let question = |code: &&str| {
            let answer = json!({"form": "text", "max": 500});
            json!({"code": code, "section": code, "text": words(code), "required": true, "answer": answer})
        };
        let mut questionnaire = json!({
            "code": "aims", "name": words("aims"), "section": aims.iter().map(section).collect::<Vec<_>>(),
            "question": aims.iter().map(question).collect::<Vec<_>>()
        });
        reconfigure(&people, |bundle| {
            let read = serde_json::from_value::<Questionnaire>(questionnaire.clone());
            bundle.questionnaires.push(read.unwrap_or_else(|error| panic!("no questionnaire: {error}")));
            let mut without = bundle.clone();
            questionnaire["code"] = json!("fewer");
            questionnaire["question"].as_array_mut().and_then(Vec::pop);
            without.questionnaires.extend(serde_json::from_value::<Questionnaire>(questionnaire));
            assert_eq!(bihuan_domain::policy::check(&without).len(), 1, "an aim without a question is not published");
        })
        .await;
        let policy = people.server.get(&manager, "/v1/policy").await.good().json();
        let asked = policy["bundle"]["questionnaire"].as_array().cloned().unwrap_or_default();
        let found = asked.iter().find(|one| one["code"] == "aims").cloned().unwrap_or_default();
        let questions = found["question"].as_array().cloned().unwrap_or_default();
        for aim in found["section"].as_array().into_iter().flatten() {
            assert!(questions.iter().any(|question| question["section"] == aim["code"]), "{aim}");
        }
    })
    .await;
}

/// Lets the yearly survey be answered through links.
async fn with_links(people: &People) {
    reconfigure(people, |bundle| {
        let read = serde_json::from_value::<Questionnaire>(yearly());
        let yearly = read.unwrap_or_else(|error| panic!("no questionnaire: {error}"));
        let own = SelfService { link: true, sms: false, keypad: false, hours: 72 };
        bundle.questionnaires.push(Questionnaire { self_service: Some(own), ..yearly });
    })
    .await;
}

#[actix_web::test]
async fn everybody_who_is_asked_gets_a_link_of_his_own_that_is_good_once_until_the_round_is_over() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 3).await;
        with_links(&people).await;
        let gateway = super::gateway(&people).await;
        let opened = round(&people, &manager, Some(30), &customers).await;
        let path = format!("/v1/survey-rounds/{}", opened.text("id"));
        let forbidden = people.server.get(&people.agent, &format!("{path}/links")).await;
        assert_eq!(forbidden.status, actix_web::http::StatusCode::FORBIDDEN, "a link is for the customer alone");
        let first_page = people.server.get(&gateway, &format!("{path}/links?limit=2")).await.good().json();
        let next = text(&first_page["page"]["next"]);
        let path_of_next = format!("{path}/links?limit=2&cursor={next}");
        let second_page = people.server.get(&gateway, &path_of_next).await.good().json();
        let links: Vec<Value> = [&first_page, &second_page]
            .iter()
            .flat_map(|page| page["data"].as_array().cloned().unwrap_or_default())
            .collect();
        let mut named: Vec<String> = links.iter().map(|link| text(&link["customerId"])).collect();
        named.sort();
        let mut all = customers.clone();
        all.sort();
        assert_eq!(named, all);
        let (first, second) = (text(&links[0]["path"]), text(&links[1]["path"]));
        let page = super::page(&people.server, &first).await;
        assert!(page.body.contains("Yearly survey") && !page.body.contains("Owner"), "{}", page.body);
        let given = scores(4);
        let names: Vec<(String, String)> =
            given.as_object().unwrap().iter().map(|(code, score)| (format!("q.{code}"), text(score))).collect();
        let fields: Vec<(&str, &str)> = names.iter().map(|(name, score)| (name.as_str(), score.as_str())).collect();
        let short = super::send(&people.server, &first, &fields[..5]).await;
        assert_eq!(short.status, actix_web::http::StatusCode::UNPROCESSABLE_ENTITY);
        let sent = super::send(&people.server, &first, &fields).await;
        assert_eq!(sent.status, actix_web::http::StatusCode::SEE_OTHER);
        assert!(super::page(&people.server, &first).await.body.contains("Thank you"));
        let again = super::send(&people.server, &first, &fields).await;
        assert_eq!(again.status, actix_web::http::StatusCode::CONFLICT, "one answer of each");
        let counted = people.server.get(&manager, &path).await.good().json();
        assert_eq!((&counted["answered"], &counted["qualified"]), (&json!(1), &json!(true)));
        let left = people.server.get(&gateway, &format!("{path}/links")).await.good().json();
        assert_eq!(left["data"].as_array().map(Vec::len), Some(2), "who has answered is not written to again");
        at(&people, "2026-12-31T00:00:00Z").await;
        let late = super::send(&people.server, &second, &fields).await;
        assert_eq!(late.status, actix_web::http::StatusCode::GONE);
        let over = people.server.get(&gateway, &format!("{path}/links")).await;
        assert_eq!(over.problem().as_deref(), Some("survey_ended"));
    })
    .await;
}

#[actix_web::test]
async fn a_round_whose_questionnaire_takes_no_answers_by_link_has_none() {
    each_engine(|database| async {
        let (people, manager, customers) = people_with(database, 1).await;
        let gateway = super::gateway(&people).await;
        let opened = round(&people, &manager, None, &customers).await;
        let refused = people.server.get(&gateway, &format!("/v1/survey-rounds/{}/links", opened.text("id"))).await;
        assert_eq!(refused.problem().as_deref(), Some("not_in_plan"));
    })
    .await;
}
