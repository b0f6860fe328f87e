//! A day with a bit of everything.

use bihuan_app::users::User;
use serde_json::json;

use crate::people::{People, content, fault};
use crate::requirements::{at, finish, receive};
use crate::server::Answer;

/// Who looks at the figures: from the root, and from a department.
pub(crate) struct Readers {
    pub(crate) chief: User,
    pub(crate) head: User,
}

pub(crate) async fn readers(people: &People) -> Readers {
    Readers {
        chief: people.server.test.user("chief", "company", &["manager"]).await,
        head: people.server.test.user("head", "repair", &["manager"]).await,
    }
}

/// A complaint that goes out at once.
pub(crate) async fn complaint(people: &People) -> Answer {
    let demand = json!({
        "kind": "complaint", "channel": "app", "area": "rural", "topic": "rude", "description": "very rude",
        "contact": {"name": "李先生", "phone": "139 0000 1111"}, "until": "dispatched"
    });
    people.open(&demand).await.good()
}

/// Tickets on the spot, out in the field, returned, late, satisfied, dissatisfied, unreachable and open; of two days.
pub(crate) async fn live(people: &People) {
    people.open(&fault("accepted")).await.good();
    people.open(&fault("draft")).await.good();
    let spot = json!({
        "kind": "consult", "channel": "phone", "topic": "bill", "description": "how much", "until": "accepted"
    });
    let spot = people.open(&spot).await.good();
    people.act(&people.agent, "tickets", "answer", &spot, &json!({"text": "30 yuan"})).await.good();
    let (good, bad, gone) = (people.fault().await, people.fault().await, people.fault().await);
    for ticket in [&good, &bad, &gone] {
        finish(people, ticket).await;
    }
    let callback = people.callback(&good).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
    let callback = people.callback(&bad).await;
    let answers = json!({"solved": "no", "satisfied": "dissatisfied", "remarks": "dark again"});
    let dissatisfied = json!({"result": "answered", "answers": answers, "followUp": "redo"});
    people.act(&people.caller, "callbacks", "attempt", &callback, &dissatisfied).await.good();
    let callback = people.callback(&gone).await;
    people.act(&people.caller, "callbacks", "attempt", &callback, &json!({"result": "refused"})).await.good();
    people.act(&people.caller, "tickets", "archive", &people.ticket(&people.caller, &good).await, &json!({})).await;
    let urged = people.fault().await;
    people
        .server
        .post(&people.agent, &format!("/v1/tickets/{}/actions/urge", urged.text("id")), &json!({}))
        .await
        .good();
    let returned = people.fault().await;
    let order = people.order(&people.handler, &returned).await;
    people.work(&people.handler, "return", &order, &json!({"reason": "wrong-area"})).await;
    complaint(people).await;
    at(people, "2026-06-02T03:00:00Z").await;
    let late = people.fault().await;
    receive(people, &late).await;
    at(people, "2026-06-03T09:00:00Z").await;
}
