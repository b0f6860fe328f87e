//! What may come in, and how.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{receive, rows};
use crate::people::{People, fault, text};

/// shows: M-21
#[actix_web::test]
async fn a_consultation_of_a_visitor_stands_in_the_same_list_as_those_by_phone() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for channel in ["phone", "walk-in"] {
            let demand = json!({"kind": "consult", "channel": channel, "topic": "T", "description": "D"});
            people.open(&demand).await.good();
        }
        let channels = |rows: Vec<Value>| -> Vec<String> {
            let mut channels: Vec<String> = rows.iter().map(|row| text(&row["channel"])).collect();
            channels.sort();
            channels
        };
        let all = people.server.get(&people.agent, "/v1/tickets?kind=consult").await.good();
        assert_eq!(channels(rows(&all)), ["phone", "walk-in"]);
        let visits = people.server.get(&people.agent, "/v1/tickets?kind=consult&channel=walk-in").await.good();
        assert_eq!(channels(rows(&visits)), ["walk-in"]);
    })
    .await;
}

/// Nobody gets rid of a demand with "I don't know": it ends with an answer, or goes to somebody who has one.
///
/// shows: H-26
#[actix_web::test]
async fn nothing_can_be_closed_as_unknown_or_without_a_word() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = receive(&people, &opened).await;
        for reply in [json!({"outcome": "unknown", "text": "no idea"}), json!({"outcome": "not_ours"})] {
            let refused = people.act(&people.handler, "work-orders", "reply", &order, &reply).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{reply}");
        }
        let asked = people.open(&fault("accepted")).await.good();
        for answer in [json!({}), json!({"text": ""}), json!({"outcome": "unknown", "text": "no idea"})] {
            let refused = people.act(&people.agent, "tickets", "answer", &asked, &answer).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        }
        people.act(&people.agent, "tickets", "answer", &asked, &json!({"text": "a planned outage"})).await.good();
    })
    .await;
}

/// Praise and queries have no callback by the rules of the hotline; the catalogue says so and why.
///
/// shows: P-43
#[actix_web::test]
async fn each_of_the_eight_kinds_has_its_steps_its_limits_and_its_callback_or_the_reason_for_none() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (mut kinds, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = people.server.get(&people.agent, &format!("/v1/service-kinds?limit=4{cursor}")).await.good();
            kinds.extend(rows(&page));
            match page.json()["page"]["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        for code in ["fault", "report", "complaint", "suggestion", "opinion", "praise", "query", "service"] {
            let same: Vec<&Value> = kinds.iter().filter(|kind| kind["code"] == code).collect();
            let [kind] = same.as_slice() else { unreachable!("{code} stands once in the list: {same:?}") };
            let workflow = match code {
                "fault" => "field",
                "query" => "on_the_spot",
                _ => "office",
            };
            assert_eq!(kind["workflow"], workflow, "{kind}");
            assert!(kind["clocks"].as_array().is_some_and(|clocks| !clocks.is_empty()), "{kind}");
            let called = kind["callbackPlan"].is_string();
            assert_eq!(called, !["praise", "query"].contains(&code), "{kind}");
            assert_ne!(called, kind["noCallback"]["en"].is_string(), "either a plan or a reason: {kind}");
        }
    })
    .await;
}
