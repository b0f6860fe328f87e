//! One survey per episode of handling.

use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::asked;
use crate::people::{People, content};
use crate::requirements::rows;
use crate::server::Answer;

async fn surveys(people: &People, ticket: &Answer) -> Vec<Value> {
    let path = format!("/v1/surveys?ticketId={}", ticket.text("id"));
    let mut found = rows(&people.server.get(&people.caller, &path).await.good());
    found.sort_by_key(|survey| survey["episode"].as_u64());
    found
}

/// The department does the work again.
async fn done_again(people: &People, ticket: &Answer) {
    let order = people.order(&people.handler, ticket).await;
    let reply = json!({"outcome": "not_ours", "text": "the customer's own fuse, shown to him"});
    let order = people.work(&people.handler, "reply", &order, &reply).await;
    people.work(&people.reviewer, "review", &order, &json!({"decision": "approve"})).await;
}

#[actix_web::test]
async fn complaint_30_a_reopened_ticket_asks_again_and_keeps_what_was_answered_before() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (ticket, callback) = asked(&people).await;
        people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        let seen = people.ticket(&people.caller, &ticket).await;
        let archived = people.act(&people.caller, "tickets", "archive", &seen, &json!({})).await.good();
        let only = surveys(&people, &ticket).await;
        assert_eq!((only.len(), only[0].get("invalidatedAt")), (1, None));
        people.act(&people.caller, "tickets", "reopen", &archived, &json!({"reason": "dark again"})).await.good();
        let kept = surveys(&people, &ticket).await;
        assert_eq!((kept.len(), &kept[0]["answers"]), (1, &only[0]["answers"]));
        assert!(kept[0]["invalidatedAt"].is_string(), "{}", kept[0]);
        done_again(&people, &ticket).await;
        let both = surveys(&people, &ticket).await;
        assert_eq!(both.len(), 2);
        assert_eq!((&both[1]["stage"], both[1].get("invalidatedAt")), (&json!("open"), None));
        assert_eq!(both[0]["answers"], only[0]["answers"], "the earlier verdict is not shared");
    })
    .await;
}

#[actix_web::test]
async fn complaint_30_work_that_is_done_again_is_rated_again() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (ticket, callback) = asked(&people).await;
        let bad = json!({"result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"}});
        people.act(&people.caller, "callbacks", "attempt", &callback, &bad).await.good();
        let first = surveys(&people, &ticket).await;
        assert_eq!((&first[0]["stage"], first[0]["invalidatedAt"].is_string()), (&json!("answered"), true));
        done_again(&people, &ticket).await;
        let next = people.callback(&ticket).await;
        people.act(&people.caller, "callbacks", "attempt", &next, &content()).await.good();
        let both = surveys(&people, &ticket).await;
        assert_eq!(both.len(), 2);
        assert_eq!(
            (&both[0]["answers"]["satisfied"], &both[1]["answers"]["satisfied"]),
            (&json!("dissatisfied"), &json!("satisfied"))
        );
        assert_eq!(both[1].get("invalidatedAt"), None);
    })
    .await;
}
