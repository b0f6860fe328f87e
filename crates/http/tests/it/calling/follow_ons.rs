//! Tickets that calls bring about: problem items, risks, cases worth being told of.

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::industries::Industry;
use crate::people::text;
use crate::requirements::{at, clock, rows};
use crate::server::{Answer, post};

/// The first open call of a ticket.
async fn call_of(industry: &Industry, ticket: &Answer) -> Answer {
    let seen = industry.people.ticket(&industry.steward, ticket).await.json();
    let path = format!("/v1/callbacks/{}", text(&seen["aftercare"][0]["id"]));
    industry.people.server.get(&industry.steward, &path).await.good()
}

/// How many tickets of a kind there are.
async fn count(industry: &Industry, kind: &str) -> usize {
    let agent = &industry.people.agent;
    rows(&industry.people.server.get(agent, &format!("/v1/tickets?kind={kind}")).await.good()).len()
}

/// shows: I-18
#[actix_web::test]
async fn a_problem_that_a_call_brings_up_becomes_an_item_of_its_own_linked_from_both_sides_and_only_once() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        let people = &insurer.people;
        let watcher = people.server.test.user("watcher", "risk-control", &["department-head"]).await;
        let ticket = insurer.marked("policy", "new-policy").await;
        let call = call_of(&insurer, &ticket).await;
        let report = json!({
            "result": "answered", "answers": {"satisfied": "satisfied"},
            "outcome": "problem", "note": "He did not sign the policy himself."
        });
        let path = format!("/v1/callbacks/{}/actions/attempt", call.text("id"));
        let token = people.server.token(&insurer.steward);
        let mut told = Vec::new();
        for _ in 0..2 {
            let request = post(&path, &report).insert_header(("If-Match", call.header("etag")));
            told.push(
                people.server.ask_as(&token, request.insert_header(("Idempotency-Key", "once"))).await.good().json(),
            );
        }
        assert_eq!(told[0]["followOn"], told[1]["followOn"]);
        assert_eq!(told[0]["followOn"]["outcome"], "problem");
        assert_eq!(count(&insurer, "problem-item").await, 1);

        let called = people.ticket(&people.agent, &ticket).await.json();
        let item = format!("/v1/tickets/{}", text(&told[0]["followOn"]["ticketId"]));
        let item = people.server.get(&people.agent, &item).await.good();
        assert_eq!(called["followOns"], json!([told[0]["followOn"]]));
        let body = item.json();
        assert_eq!(
            (&body["origin"]["ticketId"], &body["origin"]["number"], &body["origin"]["callbackId"]),
            (&called["id"], &called["number"], &call.json()["id"])
        );
        assert_eq!(
            (&body["kind"], &body["stage"], &body["acceptUnit"], &body["workOrders"][0]["holder"]),
            (&json!("problem-item"), &json!("handling"), &json!("centre"), &json!("risk-control"))
        );
        assert_eq!((&body["contact"], &body["acceptedBy"]), (&called["contact"], &json!(insurer.steward.id.0)));
        assert_eq!(body["description"], "He did not sign the policy himself.");

        people.ticket(&watcher, &item).await;
        let other = people.server.get(&watcher, &format!("/v1/tickets/{}", ticket.text("id"))).await;
        assert_eq!(other.status, StatusCode::NOT_FOUND, "who looks into the problem does not therefore see all of it");
    })
    .await;
}

#[actix_web::test]
async fn an_attempt_that_is_refused_opens_nothing() {
    each_engine(|database| async {
        let insurer = Industry::new(database, "insurer").await;
        let ticket = insurer.marked("policy", "new-policy").await;
        let call = call_of(&insurer, &ticket).await;
        let wrong = json!({"result": "answered", "answers": {"satisfied": "perhaps"}, "outcome": "problem"});
        let refused = insurer.people.act(&insurer.steward, "callbacks", "attempt", &call, &wrong).await;
        assert_eq!(refused.problem().as_deref(), Some("answers_invalid"));
        assert_eq!(count(&insurer, "problem-item").await, 0);
        let vain = json!({"result": "no_answer"});
        let called = insurer.people.act(&insurer.steward, "callbacks", "attempt", &call, &vain).await.good();
        assert_eq!(called.json().get("followOn"), None);
        assert_eq!(count(&insurer, "problem-item").await, 0);
    })
    .await;
}

/// shows: H-21
#[actix_web::test]
async fn a_risk_goes_to_the_medical_department_within_a_day_and_a_good_case_is_told_only_with_consent() {
    each_engine(|database| async {
        let hospital = Industry::new(database, "hospital").await;
        let people = &hospital.people;
        let (first, second) =
            (hospital.marked("treatment", "course-ended").await, hospital.marked("treatment", "course-ended").await);
        at(people, "2026-06-02T01:30:00Z").await;
        let answered = |outcome: &str| {
            let answers = json!({"feeling": "dizzy since yesterday", "satisfied": "satisfied"});
            json!({"result": "answered", "answers": answers, "outcome": outcome, "note": "dizzy after the new pills"})
        };
        let opened = async |call: &Answer, report: &Value| {
            let told = people.act(&hospital.steward, "callbacks", "attempt", call, report).await.good().json();
            let path = format!("/v1/tickets/{}", text(&told["followOn"]["ticketId"]));
            people.server.get(&people.agent, &path).await.good().json()
        };
        let risk = opened(&call_of(&hospital, &first).await, &answered("risk")).await;
        assert_eq!((&risk["kind"], &risk["workOrders"][0]["holder"]), (&json!("hidden-risk"), &json!("medical")));
        assert_eq!(clock(&risk, "risk")["dueAt"], "2026-06-03T01:30:00.000Z");

        let call = call_of(&hospital, &second).await;
        let mut good = answered("publicity");
        let refused = people.act(&hospital.steward, "callbacks", "attempt", &call, &good).await;
        assert_eq!(
            (refused.status, refused.problem().as_deref()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("consent_required"))
        );
        assert_eq!(count(&hospital, "typical-case").await, 0);
        good["outcomeConsent"] = json!(true);
        let case = opened(&call, &good).await;
        assert_eq!((&case["kind"], &case["workOrders"][0]["holder"]), (&json!("typical-case"), &json!("planning")));
    })
    .await;
}
