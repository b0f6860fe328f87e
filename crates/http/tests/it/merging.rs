//! One fault, many customers: one crew goes out, and each customer is answered by himself (合并).

use bihuan_app::tickets::{ReleaseReport, release_waiting};
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::notifications::told;
use crate::people::{People, content, fault};
use crate::requirements::{entries, finish, rows};
use crate::server::Answer;

async fn dispatcher(people: &People) -> User {
    people.server.test.user("dispatcher", "centre", &["dispatcher"]).await
}

async fn merge(people: &People, who: &User, ticket: &Answer, main: &Answer) -> Answer {
    let body = json!({"mainId": main.text("id"), "reason": "the same transformer"});
    people.act(who, "tickets", "merge", ticket, &body).await
}

async fn accepted(people: &People, phone: &str) -> Answer {
    let mut demand = fault("accepted");
    demand["contact"]["phone"] = json!(phone);
    people.open(&demand).await.good()
}

async fn release(people: &People) -> ReleaseReport {
    let report = release_waiting(&people.server.test.app).await;
    assert!(report.is_ok(), "the database is there");
    report.unwrap_or_default()
}

#[actix_web::test]
async fn tickets_that_waited_for_one_reply_are_called_back_one_by_one() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let main = people.fault().await;
        let mut waiting = Vec::new();
        for phone in ["13900000001", "13900000002"] {
            let ticket = accepted(&people, phone).await;
            waiting.push(merge(&people, &dispatcher, &ticket, &main).await.good());
        }
        let merged = &waiting[0].json()["merged"];
        assert_eq!((&merged["mainId"], &merged["number"]), (&main.json()["id"], &main.json()["number"]));
        assert_eq!(release(&people).await, ReleaseReport::default(), "the crew is still out");
        let children = rows(&people.server.get(&dispatcher, &format!("/v1/tickets?mainId={}", main.text("id"))).await);
        assert_eq!(children.len(), 2);
        // Who works on the main ticket sees whom else it is for.
        people.ticket(&people.handler, &waiting[0]).await;
        let sent_out = people.fault().await;
        let locked = merge(&people, &dispatcher, &sent_out, &main).await.good().json();
        for action in locked["workOrders"][0]["actions"].as_array().into_iter().flatten() {
            assert_eq!(action["allowed"], false, "{action}");
            assert!(action["action"] == "explain" || action["reason"] == "merged", "{action}");
        }
        let apart = json!({"reason": "another line"});
        let seen = people.ticket(&dispatcher, &sent_out).await;
        people.act(&dispatcher, "tickets", "unmerge", &seen, &apart).await.good();

        finish(&people, &main).await;
        assert_eq!(release(&people).await, ReleaseReport { released: 2, left: 0, full: false });
        assert_eq!(release(&people).await, ReleaseReport::default(), "nobody is released twice");
        let mut calls = Vec::new();
        for ticket in waiting.iter().chain([&main]) {
            let callback = people.callback(ticket).await;
            let answered = people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
            calls.push(answered.text("id"));
            let now = people.ticket(&people.caller, ticket).await;
            assert_eq!((now.text("stage"), now.text("answered")), ("answered".into(), "satisfied".into()));
        }
        calls.dedup();
        assert_eq!(calls.len(), 3, "each customer was called by himself");
        let now = people.ticket(&people.caller, &waiting[1]).await.json();
        assert_eq!(now["merged"]["reply"]["text"], "the customer's own fuse");
    })
    .await;
}

#[actix_web::test]
async fn merging_can_be_undone_and_a_customer_whose_matter_is_not_solved_gets_work_of_his_own() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let main = people.fault().await;
        let ticket = accepted(&people, "13900000001").await;
        let merged = merge(&people, &dispatcher, &ticket, &main).await.good();
        let apart = json!({"reason": "another line"});
        let parted = people.act(&dispatcher, "tickets", "unmerge", &merged, &apart).await.good();
        assert_eq!((parted.text("stage"), &parted.json()["merged"]), ("pending_dispatch".into(), &Value::Null));
        let merged = merge(&people, &dispatcher, &parted, &main).await.good();

        finish(&people, &main).await;
        assert_eq!(release(&people).await.released, 1);
        let callback = people.callback(&merged).await;
        let dark =
            json!({"result": "answered", "answers": {"solved": "no", "satisfied": "dissatisfied"}, "followUp": "redo"});
        people.act(&people.caller, "callbacks", "attempt", &callback, &dark).await.good();
        let alone = people.ticket(&dispatcher, &merged).await;
        assert_eq!((alone.text("stage"), &alone.json()["redoCount"]), ("pending_dispatch".into(), &json!(1)));
        let out = people.act(&dispatcher, "tickets", "dispatch", &alone, &json!({})).await.good();
        assert_eq!(out.text("stage"), "handling");
    })
    .await;
}

#[actix_web::test]
async fn of_two_tickets_merged_into_each_other_at_once_one_leads() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let (one, other) = (people.fault().await, people.fault().await);
        let (there, back) =
            tokio::join!(merge(&people, &dispatcher, &one, &other), merge(&people, &dispatcher, &other, &one));
        let refused: Vec<_> = [&there, &back].into_iter().filter_map(Answer::problem).collect();
        assert_eq!(refused.len(), 1, "{refused:?}");
        assert!(["main_unfit", "others_wait"].contains(&refused[0].as_str()), "{refused:?}");
    })
    .await;
}

#[actix_web::test]
async fn a_main_ticket_that_is_given_up_sends_the_others_their_own_way() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let (main, ticket) = (accepted(&people, "13900000001").await, accepted(&people, "13900000002").await);
        merge(&people, &dispatcher, &ticket, &main).await.good();
        people.act(&dispatcher, "tickets", "cancel", &main, &json!({"reason": "taken twice"})).await.good();
        assert_eq!(release(&people).await.released, 1);
        assert_eq!(people.ticket(&dispatcher, &ticket).await.text("stage"), "pending_dispatch");
    })
    .await;
}

#[actix_web::test]
async fn nobody_merges_into_a_ticket_he_cannot_see() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let ticket = accepted(&people, "13900000001").await;
        let unknown = json!({"id": "0198c7c0-0000-7000-8000-000000000000"});
        let body = json!({"mainId": unknown["id"], "reason": "the same line"});
        let refused = people.act(&dispatcher, "tickets", "merge", &ticket, &body).await;
        assert_eq!(refused.problem().as_deref(), Some("invalid_body"));
        assert_eq!(people.ticket(&dispatcher, &ticket).await.text("stage"), "pending_dispatch");
    })
    .await;
}

#[actix_web::test]
async fn who_presses_a_ticket_that_waits_presses_the_department_that_works_for_it_once() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let main = people.fault().await;
        // It was sent out to the same department before it was merged.
        let sent_out = people.fault().await;
        let waiting = merge(&people, &dispatcher, &sent_out, &main).await.good();
        let urge = async |ticket: &Answer| {
            let path = format!("/v1/tickets/{}/actions/urge", ticket.text("id"));
            people.server.post(&people.agent, &path, &json!({"note": "a baby at home"})).await.good()
        };
        urge(&waiting).await;
        assert_eq!(told(&people, &people.handler).await, ["urged"], "told once");
        let count = async |ticket: &Answer| people.ticket(&people.agent, ticket).await.json()["urgeCount"].clone();
        assert_eq!((count(&waiting).await, count(&main).await), (json!(1), json!(0)), "counted where it was said");
        let timeline = format!("/v1/tickets/{}/timeline?limit=200", main.text("id"));
        let heard = entries(&people.server.get(&people.handler, &timeline).await.good(), "ticket.pressed");
        assert_eq!(heard.len(), 1);
        assert_eq!(
            (&heard[0]["data"]["number"], &heard[0]["data"]["note"]),
            (&waiting.json()["number"], &json!("a baby at home"))
        );

        // Once the department is done there is nobody to be pressed, and the customer is heard all the same.
        finish(&people, &main).await;
        urge(&waiting).await;
        assert_eq!((told(&people, &people.handler).await.len(), count(&waiting).await), (1, json!(2)));
    })
    .await;
}

#[actix_web::test]
async fn work_that_waits_for_a_main_ticket_stands_in_no_queue_until_the_two_are_parted() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let dispatcher = dispatcher(&people).await;
        let (main, ticket) = (people.fault().await, people.fault().await);
        let queue = async || -> Vec<Value> {
            let queue = people.server.get(&people.handler, "/v1/me/queues/to-receive").await.good();
            rows(&queue).iter().map(|item| item["ticket"]["id"].clone()).collect()
        };
        let id = |ticket: &Answer| ticket.json()["id"].clone();
        assert_eq!(queue().await, [id(&main), id(&ticket)]);
        let merged = merge(&people, &dispatcher, &ticket, &main).await.good();
        assert_eq!(queue().await, [id(&main)], "it is locked, and nobody can receive it");
        let own = people.order(&people.handler, &ticket).await;
        assert_eq!(own.text("stage"), "dispatched", "whoever looks for it finds it");
        people.act(&dispatcher, "tickets", "unmerge", &merged, &json!({"reason": "another line"})).await.good();
        assert_eq!(queue().await, [id(&main), id(&ticket)]);
    })
    .await;
}
