//! Reports: what they hold, how they are written, when they run, and who gets them.

mod compared;
mod digests;
mod formats;
mod quarterly;
mod reconciled;
mod running;
mod signed;
mod targets;

use bihuan_app::users::User;
use serde_json::{Value, json};

use crate::people::People;
use crate::server::Answer;

/// Runs a report over the period in which a day lies.
pub(crate) async fn run(people: &People, who: &User, code: &str, day: &str) -> Answer {
    people.server.post(who, &format!("/v1/reports/{code}/runs"), &json!({"day": day})).await.good()
}

/// What a run says in a format.
pub(crate) async fn read(people: &People, who: &User, run: &Answer, format: &str) -> Answer {
    people.server.get(who, &format!("/v1/report-runs/{}?format={format}", run.text("id"))).await
}

/// The report as JSON.
pub(crate) async fn report(people: &People, who: &User, code: &str, day: &str) -> Value {
    let run = run(people, who, code, day).await;
    read(people, who, &run, "json").await.good().json()
}
