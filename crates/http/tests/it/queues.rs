//! The queues: what waits for whom.

use actix_web::http::StatusCode;
use bihuan_app::users::User;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, content, fault, text};
use crate::requirements::{finish, reconfigure};

async fn queue(people: &People, who: &User, name: &str) -> Vec<Value> {
    let page = people.server.get(who, &format!("/v1/me/queues/{name}")).await.good().json();
    page["data"].as_array().cloned().unwrap_or_default()
}

/// shows: P-05
#[actix_web::test]
async fn a_dispatched_fault_waits_in_the_queue_of_the_department_with_its_dispatch_clock_stopped() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let opened = people.open(&fault("accepted")).await.good();
        assert_eq!(queue(&people, &people.handler, "to-receive").await.len(), 0);
        people.server.test.pass(60);
        let sent = people.act(&people.agent, "tickets", "dispatch", &opened, &json!({})).await.good().json();

        let waiting = queue(&people, &people.handler, "to-receive").await;
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0]["ticket"]["number"], opened.json()["number"]);
        assert_eq!(waiting[0]["workOrder"]["stage"], "dispatched");
        assert_eq!(waiting[0]["workOrder"]["holder"], "repair");
        assert_eq!((&sent["clocks"][0]["code"], &sent["clocks"][0]["state"]), (&json!("dispatch"), &json!("stopped")));

        let path = format!("/v1/tickets/{}/timeline", opened.text("id"));
        let timeline = people.server.get(&people.agent, &path).await.good().json();
        for (place, kind, time) in
            [(0, "ticket.opened", "2026-06-01T01:00:00.000Z"), (3, "work_order.dispatched", "2026-06-01T01:01:00.000Z")]
        {
            let entry = &timeline["data"][place];
            assert_eq!((text(&entry["type"]).as_str(), text(&entry["time"]).as_str()), (kind, time));
            assert_eq!(entry["actor"]["name"], "agent");
        }
    })
    .await;
}

/// shows: P-20
#[actix_web::test]
async fn the_queue_of_reviewers_holds_only_what_awaits_review_and_is_closed_to_agents() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (replied, _other) = (people.fault().await, people.fault().await);
        let order = people.order(&people.handler, &replied).await;
        let order = people.work(&people.handler, "receive", &order, &json!({})).await;
        let reply = json!({"outcome": "not_ours", "text": "the customer's own fuse"});
        people.work(&people.handler, "reply", &order, &reply).await;
        let waiting = queue(&people, &people.reviewer, "to-review").await;
        assert_eq!(waiting.len(), 1);
        assert_eq!(waiting[0]["workOrder"]["id"], order.json()["id"]);
        let agent = people.server.get(&people.agent, "/v1/me/queues/to-review").await;
        assert_eq!((agent.status, agent.problem().as_deref()), (StatusCode::FORBIDDEN, Some("forbidden")));
    })
    .await;
}

#[actix_web::test]
async fn everybody_sees_how_much_waits_in_the_queues_of_the_own_roles() {
    each_engine(|database| async {
        let people = People::new(database).await;
        people.open(&fault("draft")).await.good();
        people.open(&fault("accepted")).await.good();
        people.fault().await;
        let agent = people.server.get(&people.agent, "/v1/me/queues").await.good().json();
        assert_eq!(
            agent["data"],
            json!([
                {"queue": "drafts", "count": 1, "atLeast": false},
                {"queue": "to-dispatch", "count": 1, "atLeast": false}
            ])
        );
        let handler = people.server.get(&people.handler, "/v1/me/queues").await.good().json();
        assert_eq!(handler["data"][0], json!({"queue": "to-receive", "count": 1, "atLeast": false}));
        let stranger = people.server.get(&people.stranger, "/v1/me/queues").await.good().json();
        assert_eq!(stranger["data"][0]["count"], 0);
        let unknown = people.server.get(&people.agent, "/v1/me/queues/lunch").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[actix_web::test]
async fn a_queue_is_worked_off_oldest_first_page_by_page() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut opened = Vec::new();
        for _ in 0..3 {
            people.server.test.pass(1);
            opened.push(people.open(&fault("accepted")).await.good().text("id"));
        }
        let first = people.server.get(&people.agent, "/v1/me/queues/to-dispatch?limit=2").await.good().json();
        let next = text(&first["page"]["next"]);
        let path = format!("/v1/me/queues/to-dispatch?limit=2&cursor={next}");
        let second = people.server.get(&people.agent, &path).await.good().json();
        let ids = [&first["data"][0], &first["data"][1], &second["data"][0]].map(|item| text(&item["ticket"]["id"]));
        assert_eq!(ids.to_vec(), opened);
        assert_eq!(second["page"], json!({"next": null, "hasMore": false}));
    })
    .await;
}

#[actix_web::test]
async fn a_wrong_number_waits_for_whoever_finds_the_right_one_and_a_final_answer_for_whoever_may_give_it() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let wrong = people.fault().await;
        finish(&people, &wrong).await;
        let callback = people.callback(&wrong).await;
        assert_eq!(queue(&people, &people.caller, "to-find-number").await.len(), 0);
        let attempt = json!({"result": "wrong_number"});
        people.act(&people.caller, "callbacks", "attempt", &callback, &attempt).await.good();
        let waiting = queue(&people, &people.caller, "to-find-number").await;
        assert_eq!((waiting.len(), &waiting[0]["callback"]["id"]), (1, &callback.json()["id"]));
        assert_eq!(waiting[0]["ticket"]["number"], wrong.json()["number"]);
        let found = json!({"phone": "139 8765 4321", "source": "The neighbour"});
        let searched = people.callback(&wrong).await;
        people.act(&people.caller, "callbacks", "correct-number", &searched, &found).await.good();
        assert_eq!(queue(&people, &people.caller, "to-find-number").await.len(), 0);

        let disputed = people.fault().await;
        finish(&people, &disputed).await;
        let callback = people.callback(&disputed).await;
        let mut said = content();
        said["answers"]["satisfied"] = json!("dissatisfied");
        (said["followUp"], said["reason"]) = (json!("review"), json!("The rule is the rule"));
        people.act(&people.caller, "callbacks", "attempt", &callback, &said).await.good();
        let inspector = people.server.test.user("inspector", "company", &["quality-inspector"]).await;
        let waiting = queue(&people, &inspector, "to-answer-finally").await;
        assert_eq!((waiting.len(), &waiting[0]["ticket"]["number"]), (1, &disputed.json()["number"]));
        let agent = people.server.get(&people.agent, "/v1/me/queues/to-answer-finally").await;
        assert_eq!(agent.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[actix_web::test]
async fn a_call_whose_record_is_to_be_reviewed_waits_in_the_queue_of_whoever_reviews() {
    each_engine(|database| async {
        let people = People::new(database).await;
        reconfigure(&people, |bundle| bundle.callback_plans.iter_mut().for_each(|plan| plan.reviewed = true)).await;
        let leader = people.server.test.user("leader", "centre", &["shift-supervisor"]).await;
        let ticket = people.fault().await;
        finish(&people, &ticket).await;
        let callback = people.callback(&ticket).await;
        let signed = people.act(&people.caller, "callbacks", "attempt", &callback, &content()).await.good();
        assert_eq!(queue(&people, &leader, "to-review-call").await.len(), 1);
        people.act(&leader, "callbacks", "review", &signed, &json!({"qualified": true})).await.good();
        assert_eq!(queue(&people, &leader, "to-review-call").await.len(), 0);
    })
    .await;
}
