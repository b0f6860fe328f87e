//! Who is told what, and that it is known.

use actix_web::http::{Method, StatusCode};
use actix_web::test::TestRequest;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::{at, receive};
use crate::notifications::{inbox, told};
use crate::people::{People, fault, text};

/// An urgent fault, sent out at once.
fn urgent() -> Value {
    let mut demand = fault("dispatched");
    demand["level"] = json!("urgent");
    demand
}

/// In the very transaction that sends the fault out; the log in which it stands takes no change.
///
/// shows: M-33
#[actix_web::test]
async fn an_urgent_fault_reaches_everybody_on_the_alert_list_in_the_same_second_whatever_the_hour() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "repair", &["manager"]).await;
        let shift = people.server.test.user("shift", "centre", &["shift-supervisor"]).await;
        at(&people, "2026-06-01T18:00:00Z").await;
        let opened = people.open(&urgent()).await.good();
        for who in [&people.handler, &manager, &shift] {
            let rows = inbox(&people, who).await;
            assert_eq!(rows.len(), 1);
            assert_eq!((text(&rows[0]["code"]).as_str(), &rows[0]["emergency"]), ("urgent-fault", &json!(true)));
            assert_eq!(rows[0]["createdAt"], opened.json()["dispatchedAt"]);
            assert!(text(&rows[0]["title"]).starts_with("[Urgent] "), "{rows:?}");
        }
        let events = people.server.get(&manager, "/v1/events").await.good();
        for method in [Method::PUT, Method::PATCH, Method::DELETE, Method::POST] {
            let request = TestRequest::default().method(method).uri("/v1/events").set_json(json!({}));
            let refused = people.server.ask_as(&people.server.token(&manager), request).await;
            assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
        }
        assert_eq!(people.server.get(&manager, "/v1/events").await.good().body, events.body);
    })
    .await;
}

/// Within the transaction of its cause: no poll stands between.
#[actix_web::test]
async fn a_serious_complaint_alarms_at_once_and_keeps_when_the_alarm_was_acknowledged() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "marketing", &["manager"]).await;
        let complaint = json!({
            "kind": "complaint", "level": "major", "channel": "phone", "topic": "Injured", "description": "On the news",
            "contact": {"name": "Li Lei", "phone": "13812345678"}, "until": "accepted"
        });
        let opened = people.open(&complaint).await.good();
        let to = json!({"units": ["marketing"]});
        people.act(&people.agent, "tickets", "dispatch", &opened, &to).await.good();
        let alarm = inbox(&people, &manager).await.remove(0);
        assert_eq!((text(&alarm["code"]).as_str(), &alarm["emergency"]), ("serious-complaint", &json!(true)));
        assert!(alarm["acknowledgedAt"].is_null());
        people.server.test.pass(90);
        let path = format!("/v1/notifications/{}/acknowledge", text(&alarm["id"]));
        people.server.post(&manager, &path, &json!({})).await.good();
        let kept = inbox(&people, &manager).await.remove(0);
        assert_eq!(kept["createdAt"], "2026-06-01T01:00:00.000Z");
        assert_eq!(kept["acknowledgedAt"], "2026-06-01T01:01:30.000Z");
    })
    .await;
}

/// That a ticket without an answer cannot be archived is shown by P-06.
///
/// shows: H-25
#[actix_web::test]
async fn who_took_the_demand_is_reminded_when_the_unit_it_went_on_to_is_late() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        let order = receive(&people, &opened).await;
        let body = json!({"to": "metering", "reason": "the meter has burnt"});
        people.work(&people.handler, "transfer", &order, &body).await;
        assert_eq!(told(&people, &people.agent).await, [""; 0]);
        at(&people, "2026-06-01T01:03:01Z").await;
        assert_eq!(told(&people, &people.agent).await, ["out-of-time"], "who was asked first");
        assert!(told(&people, &people.stranger).await.contains(&"out-of-time".to_owned()), "who is late");
        assert_eq!(told(&people, &people.handler).await, [""; 0], "who has it no more");
        let ticket = people.ticket(&people.agent, &opened).await;
        assert_eq!(ticket.json()["acceptedBy"], json!(people.agent.id), "and stays answerable");
        let archive = people.act(&people.caller, "tickets", "archive", &ticket, &json!({})).await;
        assert_eq!(archive.status, StatusCode::CONFLICT);
    })
    .await;
}

/// The two clocks that matter most to the customer warn whoever has the work, and tell who is late.
#[actix_web::test]
async fn an_arrival_that_is_late_is_told_before_and_after() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let manager = people.server.test.user("manager", "repair", &["manager"]).await;
        let opened = people.fault().await;
        let order = receive(&people, &opened).await;
        people.work(&people.handler, "assign", &order, &json!({"crew": "repair-crew-1"})).await;
        at(&people, "2026-06-01T01:30:00Z").await;
        assert_eq!(told(&people, &people.crew).await, ["short-of-time"]);
        assert_eq!(told(&people, &manager).await, [""; 0]);
        at(&people, "2026-06-01T01:45:01Z").await;
        assert_eq!(told(&people, &people.handler).await, ["short-of-time", "out-of-time"]);
        assert_eq!(told(&people, &manager).await, ["out-of-time"]);
        let row = inbox(&people, &manager).await.remove(0);
        let words = text(&row["text"]);
        assert!(words.contains("“On site in the city” has run out of time (due 2026-06-01 09:45)"), "{words}");
    })
    .await;
}

/// Whoever must decide is told, and is told of nothing else.
#[actix_web::test]
async fn a_returned_order_is_told_to_whoever_decides_one_step_up() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = people.server.test.user("dispatcher", "centre", &["dispatcher"]).await;
        let opened = people.fault().await;
        let order = people.order(&people.handler, &opened).await;
        let order = people.work(&people.handler, "return", &order, &json!({"reason": "wrong-department"})).await;
        assert_eq!(told(&people, &dispatcher).await, ["returned"]);
        assert_eq!(told(&people, &people.handler).await, [""; 0]);
        people.work(&dispatcher, "refuse-return", &order, &json!({"reason": "it is yours"})).await;
        assert_eq!(told(&people, &people.handler).await, ["return-refused"]);
    })
    .await;
}
