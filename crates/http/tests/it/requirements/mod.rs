//! Rows of the list of requirements whose whole acceptance check holds, shown as its people would see it. Rows from other
//! industries are shown with the words of the hotline: the mechanism is the same, the names are data of a bundle.

pub(crate) mod assessing;
mod callbacks;
mod deadlines;
mod hand_over;
mod helping;
mod inspecting;
mod intake;
mod measuring;
mod promising;
mod refusing;
mod reviews;
mod routes;
mod scope;
mod segmenting;
mod telling;
mod urging;

use bihuan_app::clocks;
use bihuan_domain::policy::{Bundle, check};
use bihuan_domain::time::Timestamp;
use bihuan_testkit::policy;
use serde_json::{Value, json};

use crate::people::{People, text};
use crate::server::Answer;

/// Publishes the bundle of the hotline with something changed; tickets opened from now on follow it.
pub(crate) async fn reconfigure(people: &People, change: impl FnOnce(&mut Bundle)) {
    let mut bundle = policy::bundle();
    change(&mut bundle);
    assert_eq!(check(&bundle), vec![], "the bundle is good");
    assert!(bihuan_app::policies::publish(&people.server.test.app, bundle).await.is_ok_and(|published| published.new));
}

/// The clock of the business stands at this moment, and the tickets that are due have been told.
#[expect(clippy::panic, reason = "a test at no moment must fail")]
pub(crate) async fn at(people: &People, moment: &str) {
    let moment: Timestamp = moment.parse().unwrap_or_else(|_| panic!("{moment} is no moment"));
    people.server.test.clock.move_to(moment);
    assert!(clocks::wake_due(&people.server.test.app).await.is_ok());
}

/// The department receives the only work order of a ticket.
pub(crate) async fn receive(people: &People, ticket: &Answer) -> Answer {
    let order = people.order(&people.handler, ticket).await;
    people.work(&people.handler, "receive", &order, &json!({})).await
}

/// The department finishes its only work order without going out, and the reviewer approves.
pub(crate) async fn finish(people: &People, ticket: &Answer) {
    let order = receive(people, ticket).await;
    let reply = json!({"outcome": "not_ours", "text": "the customer's own fuse"});
    let order = people.work(&people.handler, "reply", &order, &reply).await;
    people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
}

/// The clock of a ticket with this code.
pub(crate) fn clock(ticket: &Value, code: &str) -> Value {
    let clocks = ticket["clocks"].as_array().cloned().unwrap_or_default();
    clocks.into_iter().find(|clock| clock["code"] == code).unwrap_or_default()
}

/// The rows of a page.
pub(crate) fn rows(page: &Answer) -> Vec<Value> {
    page.json()["data"].as_array().cloned().unwrap_or_default()
}

/// The entries of this type in a page of events.
pub(crate) fn entries(page: &Answer, kind: &str) -> Vec<Value> {
    rows(page).into_iter().filter(|entry| text(&entry["type"]) == kind).collect()
}
