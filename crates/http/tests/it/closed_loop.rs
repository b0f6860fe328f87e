//! The whole way of a ticket, as the people in it see the API.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, content, text};
use crate::server::Answer;

/// The clock of a ticket with this code.
fn clock(ticket: &Value, code: &str) -> Value {
    let clocks = ticket["clocks"].as_array().cloned().unwrap_or_default();
    clocks.into_iter().find(|clock| clock["code"] == code).unwrap_or_default()
}

/// The crew of a fault works, the department replies, and the reviewer approves.
async fn repair(people: &People, ticket: &Answer) {
    let order = people.order(&people.handler, ticket).await;
    let order = people.work(&people.handler, "receive", &order, &json!({})).await;
    let order = people.work(&people.handler, "assign", &order, &json!({"crew": "repair-crew-1"})).await;
    let order = people.work(&people.crew, "crew-accept", &order, &json!({})).await;
    let order = people.work(&people.crew, "depart", &order, &json!({})).await;
    people.server.test.pass(20 * 60);
    let order = people.work(&people.crew, "arrive", &order, &json!({})).await;
    let estimate = json!({"at": "2026-06-01T10:30:00+08:00"});
    let order = people.work(&people.crew, "estimate", &order, &estimate).await;
    assert_eq!(order.json()["estimatedAt"], "2026-06-01T02:30:00.000Z");
    people.server.test.pass(40 * 60);
    let order = people.work(&people.crew, "restore", &order, &json!({})).await;
    let reply = json!({"outcome": "resolved", "text": "joint replaced", "publicText": "repaired"});
    let order = people.work(&people.handler, "reply", &order, &reply).await;
    let order = people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
    assert_eq!(order.json()["stage"], "approved");
    assert_eq!(order.json()["reply"], reply);
}

/// shows: P-06
#[actix_web::test]
async fn a_fault_goes_from_the_call_through_the_crew_and_the_callback_into_the_archive() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        assert_eq!(opened.status, StatusCode::CREATED);
        assert_eq!(opened.json()["dispatchedBy"], "fault");
        assert_eq!(opened.header("location"), format!("/v1/tickets/{}", opened.text("id")));
        repair(&people, &opened).await;

        let waiting = people.ticket(&people.caller, &opened).await;
        assert_eq!(waiting.json()["stage"], "callback_due");
        let early = people.act(&people.caller, "tickets", "archive", &waiting, &json!({})).await;
        assert_eq!((early.status, early.problem().as_deref()), (StatusCode::CONFLICT, Some("reply_required")));

        let callback = people.callback(&opened).await;
        assert_eq!(callback.json()["stage"], "due");
        let done = people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        assert_eq!(done.json()["stage"], "satisfied");
        assert_eq!(done.json()["survey"]["answers"]["satisfied"], "satisfied");

        let answered = people.ticket(&people.caller, &opened).await;
        assert_eq!(
            (&answered.json()["stage"], &answered.json()["answered"]),
            (&json!("answered"), &json!("satisfied"))
        );
        let archived = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();
        assert_eq!(archived.json()["stage"], "archived");
        for code in ["dispatch", "accept", "arrive", "restore", "reply", "review", "callback", "archive"] {
            let clock = clock(&archived.json(), code);
            assert_eq!((&clock["state"], &clock["late"]), (&json!("stopped"), &json!(false)), "{code}: {clock}");
        }
    })
    .await;
}

/// shows: P-42
#[actix_web::test]
async fn a_complaint_is_answered_by_the_department_before_the_customer_is_asked_and_only_then_closed() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let demand = json!({
            "type": "complaint.outage", "channel": "phone", "topic": "no power every evening",
            "contact": {"phone": "13812345678"}, "description": "Since Monday.", "until": "accepted"
        });
        let opened = people.open(&demand).await.good();
        assert_eq!(opened.json()["kind"], "complaint");
        people.server.test.pass(5 * 60);
        let sent = people.act(&people.agent, "tickets", "dispatch", &opened, &json!({})).await.good();
        let dispatch = clock(&sent.json(), "dispatch");
        assert_eq!((&dispatch["state"], &dispatch["endedAt"]), (&json!("stopped"), &json!("2026-06-01T01:05:00.000Z")));

        let order = people.order(&people.handler, &opened).await;
        let order = people.work(&people.handler, "receive", &order, &json!({})).await;
        let reply = json!({"outcome": "resolved", "text": "transformer replaced", "substantiated": true});
        let refused = people.act(&people.handler, "work-orders", "reply", &order, &reply).await;
        assert_eq!(refused.problem().as_deref(), Some("contact_required"));
        let contact = format!("/v1/work-orders/{}/actions/contact", order.text("id"));
        let contact =
            people.server.post(&people.handler, &contact, &json!({"note": "explained the plan"})).await.good();
        people.server.test.pass(3600);
        let order = people.work(&people.handler, "reply", &contact, &reply).await;
        people.server.test.pass(3600);
        people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;

        let waiting = people.ticket(&people.caller, &opened).await;
        let handle = clock(&waiting.json(), "handle");
        assert_eq!((&handle["state"], &handle["endedAt"]), (&json!("stopped"), &json!("2026-06-01T02:05:00.000Z")));
        assert_eq!(clock(&waiting.json(), "callback")["state"], "running");
        let early = people.act(&people.caller, "tickets", "archive", &waiting, &json!({})).await;
        assert_eq!(early.problem().as_deref(), Some("reply_required"));

        let callback = people.callback(&opened).await;
        people.server.test.pass(60);
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let answered = people.ticket(&people.caller, &opened).await;
        let asked = clock(&answered.json(), "callback");
        assert_eq!((&asked["state"], &asked["startedAt"]), (&json!("stopped"), &json!("2026-06-01T03:05:00.000Z")));
        let blind = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await;
        assert_eq!(blind.problem().as_deref(), Some("verdict_required"), "{}", blind.body);
        let answered = people.judge(&answered).await;
        let archived = people.act(&people.caller, "tickets", "archive", &answered, &json!({})).await.good();
        assert_eq!(archived.json()["stage"], "archived");
    })
    .await;
}

#[actix_web::test]
async fn a_dissatisfied_customer_sends_the_work_back_to_the_department() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        repair(&people, &opened).await;
        let callback = people.callback(&opened).await;
        let answers = json!({"solved": "no", "satisfied": "dissatisfied"});
        let bad = json!({"result": "answered", "answers": answers, "followUp": "redo"});
        let callback = people.act(&people.caller, "callbacks", "attempt", &callback, &bad).await.good();
        assert_eq!(callback.json()["stage"], "unsatisfied");
        let ticket = people.ticket(&people.handler, &opened).await.json();
        assert_eq!((&ticket["stage"], &ticket["redoCount"]), (&json!("handling"), &json!(1)));
        assert_eq!(ticket["workOrders"][0]["stage"], "redo");
        let survey = format!("/v1/surveys/{}", text(&callback.json()["surveyId"]));
        assert_eq!(people.server.get(&people.caller, &survey).await.good().json()["answers"], answers);
    })
    .await;
}

#[actix_web::test]
async fn members_of_an_attempt_that_contradict_its_result_are_refused_where_they_stand() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.fault().await;
        repair(&people, &opened).await;
        let callback = people.callback(&opened).await;
        for (body, pointer, code) in [
            (json!({"result": "answered"}), "/answers", "required"),
            (json!({"result": "other_time"}), "/at", "required"),
            (json!({"result": "busy", "answers": {}}), "/answers", "conflict"),
            (json!({"result": "answered", "answers": {}, "followUp": "close"}), "/reason", "required"),
            (json!({"result": "answered", "answers": {"Not A Code": "yes"}}), "/answers/Not A Code", "invalid_value"),
            (json!({"result": "sleeping"}), "/result", "unknown_value"),
        ] {
            let refused = people.act(&people.caller, "callbacks", "attempt", &callback, &body).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
            let error = &refused.json()["errors"][0];
            assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(code)), "{body}");
        }
    })
    .await;
}
