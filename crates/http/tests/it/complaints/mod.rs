//! What users of other systems complain of most, and how it is here: each test bears the number of the complaint.

mod emergency;
mod explanation;
mod extension;
mod reclassified;
mod reopened;
mod suspension;
mod time_split;

use bihuan_app::users::User;
use serde_json::{Value, json};

use crate::people::People;
use crate::requirements::{receive, reconfigure};
use crate::server::Answer;
use crate::waiting;

/// Everybody, under a policy by which complaints may wait.
async fn people(database: bihuan_persistence::Database) -> People {
    let people = People::new(database).await;
    reconfigure(&people, waiting::allow).await;
    people
}

/// A complaint that goes out to the repair department at once.
fn complaint() -> Value {
    json!({
        "type": "complaint.outage", "channel": "phone", "topic": "no power every evening", "until": "dispatched",
        "contact": {"phone": "13812345678"}, "description": "Since Monday."
    })
}

/// A complaint, and its work order as the repair department has received it.
async fn received(people: &People) -> (Answer, Answer) {
    let ticket = people.open(&complaint()).await.good();
    let order = receive(people, &ticket).await;
    (ticket, order)
}

/// All clocks of a ticket with their totals.
async fn clocks(people: &People, who: &User, ticket: &Answer) -> Value {
    let path = format!("/v1/tickets/{}/clocks", ticket.text("id"));
    people.server.get(who, &path).await.good().json()
}

/// The latest clock with this code.
async fn clock(people: &People, ticket: &Answer, code: &str) -> Value {
    let all = clocks(people, &people.agent, ticket).await["clocks"].as_array().cloned().unwrap_or_default();
    all.into_iter().rfind(|clock| clock["code"] == code).unwrap_or_default()
}

/// What is told about the latest clock with this code, in a language.
async fn explanation(people: &People, ticket: &Answer, code: &str, language: &str) -> Answer {
    let no = clock(people, ticket, code).await["no"].clone();
    let path = format!("/v1/tickets/{}/clocks/{no}/explanation", ticket.text("id"));
    let request = actix_web::test::TestRequest::get().uri(&path).insert_header(("Accept-Language", language));
    people.server.ask_as(&people.server.token(&people.agent), request).await.good()
}

/// A member of each element of a list.
fn each(list: &Value, member: &str) -> Vec<Value> {
    list.as_array().into_iter().flatten().map(|one| one[member].clone()).collect()
}

/// The sum of a number over a list.
fn sum(list: &Value, member: &str) -> i64 {
    each(list, member).iter().filter_map(Value::as_i64).sum()
}
