//! Surveys: what customers are asked, how they answer by themselves, and what follows.
#![expect(clippy::panic, reason = "tests fail by panicking")]

mod episodes;
mod links;
mod questions;
mod replies;
mod rounds;
mod scripts;

use actix_web::test::TestRequest;
use bihuan_app::users::User;
use bihuan_domain::policy::Bundle;
use bihuan_domain::policy::questionnaires::Questionnaire;
use serde_json::{Value, json};

use crate::people::{People, text};
use crate::requirements::finish;
use crate::server::{Answer, Server};

/// A program that sends and receives messages for the centre.
pub(crate) async fn gateway(people: &People) -> User {
    people.server.test.user("gateway", "centre", &["message-gateway"]).await
}

/// A fault whose department is done: the customer is to be asked.
pub(crate) async fn asked(people: &People) -> (Answer, Answer) {
    let ticket = people.fault().await;
    finish(people, &ticket).await;
    let callback = people.callback(&ticket).await;
    (ticket, callback)
}

/// The path of an action on the survey of a callback.
pub(crate) fn survey_of(callback: &Answer, rest: &str) -> String {
    format!("/v1/surveys/{}{rest}", text(&callback.json()["surveyId"]))
}

/// The page to which the customer of a survey was invited.
pub(crate) async fn link(people: &People, gateway: &User, callback: &Answer) -> String {
    let path = survey_of(callback, "/actions/invite");
    people.server.post(gateway, &path, &json!({"way": "link"})).await.good().text("path")
}

/// A customer's browser asks for a page.
pub(crate) async fn page(server: &Server, path: &str) -> Answer {
    server.ask(TestRequest::get().uri(path).insert_header(("accept-language", "en"))).await
}

/// A customer's browser sends the form of a page.
pub(crate) async fn send(server: &Server, path: &str, fields: &[(&str, &str)]) -> Answer {
    server.ask(TestRequest::post().uri(path).set_form(fields)).await
}

/// Puts this questionnaire in place of that for faults.
pub(crate) fn replace_questionnaire(bundle: &mut Bundle, questions: &Value) {
    let read = serde_json::from_value::<Questionnaire>(questions.clone());
    let questionnaire = read.unwrap_or_else(|error| panic!("no questionnaire: {error}"));
    for plan in bundle.callback_plans.iter_mut().filter(|plan| plan.code.as_str() == "fault") {
        plan.questionnaire = questionnaire.code.clone();
    }
    bundle.questionnaires.push(questionnaire);
}
