//! Refusing an unreasonable demand: an outcome of its own, with reasons, told apart from what was resolved.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::receive;
use crate::figures::{all, follow};
use crate::people::{People, fault};
use crate::server::Answer;

const DUTY: &str = "The meter is ours; the cable behind it is the customer's own. Who may mend it is on our list.";

fn query() -> Value {
    json!({"kind": "query", "channel": "phone", "topic": "T", "description": "D", "contact": {"phone": "13812345678"}})
}

async fn answer(people: &People, ticket: &Answer, body: &Value) -> Answer {
    people.act(&people.agent, "tickets", "answer", ticket, body).await
}

/// A share over the month: its numerator and denominator.
async fn share(people: &People, who: &bihuan_app::users::User, indicator: &str) -> (i64, i64) {
    let path = format!("/v1/figures?indicator={indicator}&from=2026-06-01&to=2026-06-30");
    let figure = all(people, who, &path).await.remove(0);
    (figure["numerator"].as_i64().unwrap_or_default(), figure["denominator"].as_i64().unwrap_or_default())
}

/// shows: P-15, E-18
#[actix_web::test]
async fn an_unreasonable_demand_is_refused_with_reasons_only_and_counted_apart_from_what_was_resolved() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let chief = people.server.test.user("chief", "company", &["manager"]).await;
        let asked = people.open(&query()).await.good();
        for reason in [Value::Null, json!(""), json!("  ")] {
            let silent = json!({"text": "No", "outcome": "refused", "reason": reason});
            let refused = answer(&people, &asked, &silent).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{silent}");
        }
        let contradicting = json!({"text": "Yes", "outcome": "resolved", "reason": DUTY});
        assert_eq!(answer(&people, &asked, &contradicting).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = json!({"text": "No", "outcome": "refused", "reason": DUTY});
        let closed = answer(&people, &asked, &said).await.good().json();
        assert_eq!(
            (&closed["stage"], &closed["unreasonableDemand"], &closed["refused"]["reason"]),
            (&json!("closed_on_spot"), &json!(true), &json!(DUTY))
        );
        let met = people.open(&query()).await.good();
        let met = answer(&people, &met, &json!({"text": "At noon"})).await.good().json();
        assert_eq!((&met["unreasonableDemand"], met.get("refused")), (&json!(false), None));
        follow(&people).await;
        assert_eq!(share(&people, &chief, "closed_on_spot_rate").await, (1, 2));
        assert_eq!(share(&people, &chief, "refused_rate").await, (1, 2));
        assert_eq!(share(&people, &chief, "tickets_closed").await.0, 2);
    })
    .await;
}

/// shows: P-15
#[actix_web::test]
async fn a_department_refuses_with_reasons_too_and_may_think_better_of_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.open(&fault("dispatched")).await.good();
        let order = receive(&people, &opened).await;
        let silent = json!({"outcome": "refused", "text": "No"});
        let refused = people.act(&people.handler, "work-orders", "reply", &order, &silent).await;
        assert_eq!(
            (refused.status, refused.problem().as_deref()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("reply_incomplete"))
        );
        let said = json!({"outcome": "refused", "text": "No", "reason": DUTY});
        let order = people.work(&people.handler, "reply", &order, &said).await;
        assert_eq!(order.json()["reply"]["reason"], DUTY);
        let list = people.server.get(&people.agent, "/v1/tickets").await.good().json();
        assert_eq!(list["data"][0]["unreasonableDemand"], true, "lists tell it, too");
        let redo = json!({"decision": "redo", "reason": "It is ours after all"});
        let order = people.work(&people.reviewer, "review", &order, &redo).await;
        let met = json!({"outcome": "not_ours", "text": "mended by the owner"});
        people.work(&people.handler, "reply", &order, &met).await;
        assert_eq!(people.ticket(&people.agent, &opened).await.json()["unreasonableDemand"], false);
    })
    .await;
}
