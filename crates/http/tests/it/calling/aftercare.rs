//! Calls that the ticket does not wait for.

#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]

use actix_web::http::StatusCode;
use bihuan_domain::policy::callbacks::{CallbackPlan, Mark, Occasion, Trigger};
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_testkit::each_engine;
use serde_json::json;

use super::done;
use crate::people::{People, content, text};
use crate::requirements::{at, reconfigure, rows};
use crate::server::Answer;

/// After a mark of its own: on day 3, then every month.
async fn with_aftercare(people: &People) {
    reconfigure(people, |bundle| {
        let name = bundle.callback_plans[0].name.clone();
        bundle.marks.push(Mark { code: "moved-in".parse().unwrap(), name });
        let days = |value| Occasion { from: Some(Amount::new(value, Unit::Days)), ..Occasion::default() };
        let monthly = Occasion {
            from: Some(Amount::new(1, Unit::Months)),
            repeat: Some(Amount::new(1, Unit::Months)),
            ..Occasion::default()
        };
        let mut plan: CallbackPlan = bundle.callback_plans[0].clone();
        plan.code = "aftercare".parse().unwrap();
        plan.trigger = Some(Trigger::Mark("moved-in".parse().unwrap()));
        plan.occasions = vec![days(3), monthly];
        bundle.callback_plans.push(plan);
    })
    .await;
}

/// A fault that is archived and marked.
async fn archived_and_marked(people: &People) -> Answer {
    let ticket = done(people).await;
    let callback = people.callback(&ticket).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
    let ticket = people.ticket(&people.caller, &ticket).await;
    let ticket = people.act(&people.caller, "tickets", "archive", &ticket, &json!({})).await.good();
    people.act(&people.agent, "tickets", "mark", &ticket, &json!({"mark": "moved-in"})).await.good()
}

async fn call(people: &People, ticket: &Answer, place: usize) -> Answer {
    let ticket = people.ticket(&people.caller, ticket).await.json();
    let path = format!("/v1/callbacks/{}", text(&ticket["aftercare"][place]["id"]));
    people.server.get(&people.caller, &path).await.good()
}

#[actix_web::test]
async fn an_archived_ticket_is_called_again_by_its_marks_and_stays_archived() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_aftercare(&people).await;
        let ticket = archived_and_marked(&people).await;
        let due: Vec<String> =
            ticket.json()["aftercare"].as_array().unwrap().iter().map(|call| text(&call["dueAt"])).collect();
        assert_eq!(due, ["2026-06-04T01:00:00.000Z", "2026-07-01T01:00:00.000Z"]);
        let early = call(&people, &ticket, 0).await;
        let refused = people.act(&people.caller, "callbacks", "attempt", &early, &content()).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::CONFLICT, Some("too_early_to_call")));
        at(&people, "2026-06-04T01:00:00Z").await;
        let waiting = rows(&people.server.get(&people.caller, "/v1/me/queues/callbacks").await.good());
        assert_eq!(waiting.len(), 1, "the queue has what time has told");
        people.act(&people.caller, "callbacks", "attempt", &call(&people, &ticket, 0).await, &content()).await.good();
        at(&people, "2026-07-01T01:00:00Z").await;
        people.act(&people.caller, "callbacks", "attempt", &call(&people, &ticket, 0).await, &content()).await.good();
        let after = people.ticket(&people.caller, &ticket).await.json();
        assert_eq!(
            (&after["stage"], &after["aftercare"][0]["dueAt"]),
            (&json!("archived"), &json!("2026-08-01T01:00:00.000Z"))
        );
        assert_eq!(after["aftercare"][0]["occasion"], 2);
        let all = rows(
            &people.server.get(&people.caller, &format!("/v1/callbacks?ticketId={}", ticket.text("id"))).await.good(),
        );
        assert_eq!(all.len(), 4, "one that closed the loop, and three of aftercare");
    })
    .await;
}

#[actix_web::test]
async fn a_bad_answer_after_the_archive_opens_the_work_again_while_it_may_be_reopened() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_aftercare(&people).await;
        let ticket = archived_and_marked(&people).await;
        at(&people, "2026-06-04T01:00:00Z").await;
        let bad = json!({"result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"}});
        people.act(&people.caller, "callbacks", "attempt", &call(&people, &ticket, 0).await, &bad).await.good();
        let after = people.ticket(&people.caller, &ticket).await.json();
        assert_eq!((&after["stage"], &after["workOrders"][0]["stage"]), (&json!("handling"), &json!("redo")));
    })
    .await;
}

#[actix_web::test]
async fn a_mark_that_the_policy_does_not_know_is_refused() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let ticket = people.fault().await;
        let refused = people.act(&people.agent, "tickets", "mark", &ticket, &json!({"mark": "moon"})).await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::CONFLICT, Some("not_in_plan")));
    })
    .await;
}

#[actix_web::test]
async fn what_was_answered_in_aftercare_no_longer_counts_when_the_matter_is_taken_up_again() {
    each_engine(|database| async {
        let people = People::new(database).await;
        with_aftercare(&people).await;
        let ticket = archived_and_marked(&people).await;
        at(&people, "2026-06-04T01:00:00Z").await;
        let made = call(&people, &ticket, 0).await;
        people.act(&people.caller, "callbacks", "attempt", &made, &content()).await.good();
        let survey = format!("/v1/surveys/{}", text(&made.json()["surveyId"]));
        let before = people.server.get(&people.caller, &survey).await.good().json();
        assert_eq!((&before["stage"], before.get("invalidatedAt")), (&json!("answered"), None));
        let seen = people.ticket(&people.caller, &ticket).await;
        let reason = json!({"reason": "dark again"});
        people.act(&people.caller, "tickets", "reopen", &seen, &reason).await.good();
        let after = people.server.get(&people.caller, &survey).await.good().json();
        assert!(after["invalidatedAt"].is_string(), "{after}");
        assert_eq!(after["answers"], before["answers"], "what was answered stays");
    })
    .await;
}
