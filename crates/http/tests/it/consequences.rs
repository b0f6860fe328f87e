//! What follows a bad answer, repetition and risk, as the people of the centre see it.

mod appeals;
mod final_answers;
mod reopening;
mod repeats;
mod verdicts;
mod watched_appeals;

use bihuan_testkit::TestApp;
use serde_json::{Value, json};

use bihuan_app::users::User;

use crate::people::People;
use crate::server::Answer;

/// Somebody at the centre who had no part in anything.
pub(crate) async fn inspector(people: &People) -> User {
    let test: &TestApp = &people.server.test;
    test.user("inspector", "centre", &["quality-inspector"]).await
}

/// A complaint of a customer that goes out to the repair department at once.
pub(crate) fn complaint(phone: &str) -> Value {
    json!({
        "type": "complaint.outage", "channel": "phone", "topic": "no power every evening", "until": "dispatched",
        "contact": {"phone": phone}, "description": "Since Monday."
    })
}

/// The department does the work and the reviewer approves.
async fn handled(people: &People, ticket: &Answer) {
    let order = crate::requirements::receive(people, ticket).await;
    let order = people.work(&people.handler, "contact", &order, &json!({"note": "Called"})).await;
    let order = people.work(&people.handler, "reply", &order, &json!({"outcome": "resolved", "text": "Done"})).await;
    people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
}

/// Whoever calls back reports a bad answer and what is to follow.
async fn dissatisfied(people: &People, ticket: &Answer, follow_up: &str) -> Answer {
    let callback = people.callback(ticket).await;
    let mut body = json!({
        "result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"}, "followUp": follow_up
    });
    if follow_up == "review" {
        body["reason"] = json!("the line was repaired within the limit");
    }
    people.act(&people.caller, "callbacks", "attempt", &callback, &body).await.good()
}
