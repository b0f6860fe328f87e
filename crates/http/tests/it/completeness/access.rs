//! Who asks, what he may do, and what he may see: for every operation of the document.

use actix_web::http::StatusCode;
use bihuan_domain::permission::Permission;
use bihuan_testkit::sqlite;

use super::scene::{ALL_ROLES, Scene};
use super::{appealing, operations, outbound, records};

const NO_ID: &str = "00000000-0000-7000-8000-00000000ffff";

/// Open to whoever has signed in: they are about the caller and nobody else.
const ABOUT_THE_CALLER: &[&str] = &[
    "get_me",
    "get_queues",
    "get_duty",
    "put_duty",
    "list_notifications",
    "count_unread_notifications",
    "read_all_notifications",
    "end_session",
    "list_own_staff_errors",
    "list_own_assessments",
];

/// The same, of things that are the caller's own: what is not, is not there.
const OF_THE_CALLER: &[&str] = &[
    "read_notification",
    "acknowledge_notification",
    "get_staff_error",
    "contest_staff_error",
    "get_assessment",
    "recount_assessment",
    "rate_assessment",
    "interview_assessment",
    "finalise_assessment",
    "contest_assessment",
];

/// Customers belong to no unit: whoever takes calls may look any of them up, and writes down what they say. Closed periods are the same for all; what
/// changed in them is shown by scope.
const WITHOUT_UNIT: &[&str] = &[
    "get_customer",
    "get_customer_timeline",
    "decline_calls_of_customer",
    "allow_calls_to_customer",
    "classify_customer",
    "get_period",
    "list_restatements",
];

#[actix_web::test]
async fn without_a_token_every_operation_is_401_unless_it_says_that_it_needs_none() {
    let scene = Scene::new(sqlite().open()).await;
    for operation in operations::all() {
        let answer = scene.server.ask(operation.request(NO_ID)).await;
        if operation.secured {
            assert_eq!(answer.problem().as_deref(), Some("unauthenticated"), "{}", operation.id);
        } else {
            assert_ne!(answer.problem().as_deref(), Some("unauthenticated"), "{}", operation.id);
        }
    }
}

#[actix_web::test]
async fn without_a_role_every_operation_is_403_unless_it_is_about_the_caller() {
    let scene = Scene::new(sqlite().open()).await;
    let newcomer = scene.user("newcomer", "company", &[]).await;
    let token = scene.server.token(&newcomer);
    for operation in operations::all().into_iter().filter(|operation| operation.secured) {
        let answer = scene.server.ask_as(&token, operation.request(NO_ID)).await;
        if ABOUT_THE_CALLER.contains(&operation.id.as_str()) {
            assert!(answer.status.is_success(), "{}: {}", operation.id, answer.body);
        } else if OF_THE_CALLER.contains(&operation.id.as_str()) {
            assert_eq!(answer.problem().as_deref(), Some("not_found"), "{}: {}", operation.id, answer.body);
        } else {
            assert_eq!(answer.problem().as_deref(), Some("forbidden"), "{}: {}", operation.id, answer.body);
        }
    }
}

#[actix_web::test]
async fn a_stranger_from_another_unit_finds_nothing_whatever_the_operation() {
    let scene = Scene::new(sqlite().open()).await;
    let ticket = scene.done("complaint").await;
    let appeal = appealing::appeal(&scene).await;
    let call = scene.post("/v1/calls", &serde_json::json!({"channel": "phone"})).await.good();
    let period = serde_json::json!({"base": "current", "from": "2026-06-01T00:00:00Z", "to": "2026-07-01T00:00:00Z"});
    let job = scene.post("/v1/policy/simulations", &period).await.good();
    let recorded = scene.get("/v1/records").await.good().json();
    let customer = scene.post("/v1/customers", &serde_json::json!({"name": "Li Lei"})).await.good().text("id");
    let asked = serde_json::json!({
        "name": "2026", "questionnaire": "handling", "until": "2027-01-01T00:00:00Z", "customerIds": [customer]
    });
    let round = scene.post("/v1/survey-rounds", &asked).await.good();
    let campaign = outbound::campaign(&scene).await;
    let hold = serde_json::json!({"ticketId": ticket.text("id"), "reason": "A lawsuit"});
    let hold = scene.post("/v1/legal-holds", &hold).await.good();
    let run = scene.post("/v1/reports/daily-operations/runs", &serde_json::json!({})).await.good();
    let (ticket_body, chief) = (ticket.json(), scene.chief.id.to_string());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let urge = format!("/v1/tickets/{}/actions/urge", scene.ticket("fault").await.text("id"));
    scene.post(&urge, &serde_json::json!({})).await.good();
    let told = scene.get("/v1/notifications").await.json();
    let measured = records::measured(&scene).await;
    let stranger = scene.user("stranger", "construction", ALL_ROLES).await;
    let token = scene.server.token(&stranger);
    for operation in operations::all().into_iter().filter(|operation| operation.has_id()) {
        if WITHOUT_UNIT.contains(&operation.id.as_str()) {
            continue;
        }
        let id = match operation.noun() {
            "tickets" => ticket.text("id"),
            "work-orders" => text(&ticket_body["workOrders"][0]["id"]),
            "callbacks" => text(&ticket_body["callback"]["id"]),
            "surveys" => text(&ticket_body["callback"]["surveyId"]),
            "calls" => call.text("id"),
            "report-runs" => run.text("id"),
            "survey-rounds" => round.text("id"),
            "jobs" => job.text("id"),
            "records" => text(&recorded["data"][0]["id"]),
            "legal-holds" => hold.text("id"),
            "staff-errors" => measured.error.text("id"),
            "inspections" => text(&measured.inspection["id"]),
            "findings" => text(&measured.finding["id"]),
            "assessments" => measured.assessment.text("id"),
            "users" => chief.clone(),
            "notifications" => text(&told["data"][0]["id"]),
            "appeals" => appeal.text("id"),
            "campaigns" => campaign.text("id"),
            noun => panic!("{}: say here which of the {noun} a stranger must not see", operation.id),
        };
        let answer = scene.server.ask_as(&token, operation.request(&id)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}: {}", operation.id, answer.body);
    }
    let unit = scene.server.get(&stranger, "/v1/units/centre").await;
    assert_eq!(unit.problem().as_deref(), Some("not_found"));
}

#[actix_web::test]
async fn the_stranger_lacks_no_permission() {
    let scene = Scene::new(sqlite().open()).await;
    let me = scene.get("/v1/me").await.json();
    let all: Vec<&str> = Permission::ALL.iter().map(|permission| permission.as_str()).collect();
    assert_eq!(me["permissions"], serde_json::json!(all));
}
