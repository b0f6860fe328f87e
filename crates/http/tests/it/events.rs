//! The timeline of a ticket and the feed of all events.

use actix_web::http::StatusCode;
use bihuan_persistence::Database;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, fault, text};

fn rows(body: &Value) -> Vec<Value> {
    body["data"].as_array().cloned().unwrap_or_default()
}

fn types(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| text(&row["type"])).collect()
}

async fn people(database: Database) -> People {
    People::new(database).await
}

#[actix_web::test]
async fn the_timeline_tells_in_order_what_happened_to_a_ticket_and_who_did_it() {
    each_engine(|database| async {
        let people = people(database).await;
        let opened = people.fault().await;
        let order = people.order(&people.handler, &opened).await;
        people.server.test.pass(60);
        people.work(&people.handler, "receive", &order, &json!({})).await;
        let path = format!("/v1/tickets/{}/timeline", opened.text("id"));
        let whole = rows(&people.server.get(&people.agent, &path).await.good().json());
        let expected =
            ["ticket.opened", "ticket.accepted", "ticket.dispatched", "work_order.dispatched", "work_order.received"];
        assert_eq!(types(&whole), expected);
        let last = &whole[4];
        assert_eq!((&last["specversion"], &last["source"]), (&json!("1.0"), &json!("/bihuan")));
        assert_eq!(last["subject"], format!("work_order/{}", order.text("id")));
        assert_eq!(last["time"], "2026-06-01T01:01:00.000Z");
        assert_eq!(
            last["actor"],
            json!({"kind": "user", "id": people.handler.id, "name": "handler", "unit": "repair"})
        );
        assert_eq!((&last["ticketId"], &last["requestId"]), (&opened.json()["id"], &json!("made-here")));
        assert_eq!(whole[2]["data"], json!({"route": "fault"}));
        assert_eq!(whole[3]["data"], json!({"unit": "repair", "lead": true}));

        let (mut paged, mut next) = (Vec::new(), String::new());
        loop {
            let page = people.server.get(&people.agent, &format!("{path}?limit=2{next}")).await.good().json();
            paged.extend(rows(&page));
            let Some(cursor) = page["page"]["next"].as_str() else { break };
            next = format!("&cursor={cursor}");
        }
        assert_eq!(paged, whole);
    })
    .await;
}

#[actix_web::test]
async fn a_follower_reads_every_event_once_and_goes_on_from_where_it_stopped() {
    each_engine(|database| async {
        let people = people(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let begun = people.server.get(&manager, "/v1/events").await.good().json();
        assert_eq!((types(&rows(&begun)), &begun["page"]["hasMore"]), (vec!["policy.published".into()], &json!(false)));
        for _ in 0..3 {
            people.fault().await;
        }
        let (mut seen, mut next) = (Vec::new(), text(&begun["page"]["next"]));
        loop {
            let page = people.server.get(&manager, &format!("/v1/events?limit=5&after={next}")).await.good().json();
            seen.extend(rows(&page));
            next = text(&page["page"]["next"]);
            if page["page"]["hasMore"] == false {
                break;
            }
        }
        // Four for each; the second and the third are about the same matter, and the third climbs the ladder.
        assert_eq!(seen.len(), 15);
        let mut ids: Vec<String> = seen.iter().map(|event| text(&event["id"])).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), 15);
        let still = people.server.get(&manager, &format!("/v1/events?after={next}")).await.good().json();
        assert_eq!((&still["data"], text(&still["page"]["next"])), (&json!([]), next.clone()));
        people.open(&fault("draft")).await.good();
        let more = people.server.get(&manager, &format!("/v1/events?after={next}")).await.good().json();
        assert_eq!(types(&rows(&more)), ["ticket.opened", "ticket.repeats_counted"]);
    })
    .await;
}

#[actix_web::test]
async fn a_follower_sees_only_what_its_unit_may_see() {
    each_engine(|database| async {
        let people = people(database).await;
        let near = people.server.test.user("near", "repair", &["manager"]).await;
        let far = people.server.test.user("far", "metering", &["manager"]).await;
        people.fault().await;
        assert_eq!(rows(&people.server.get(&near, "/v1/events").await.good().json()).len(), 4);
        assert_eq!(rows(&people.server.get(&far, "/v1/events").await.good().json()).len(), 0);
        assert_eq!(people.server.get(&people.agent, "/v1/events").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[actix_web::test]
async fn a_position_that_was_never_given_out_is_refused() {
    each_engine(|database| async {
        let people = people(database).await;
        let manager = people.server.test.user("manager", "company", &["manager"]).await;
        let refused = people.server.get(&manager, "/v1/events?after=nonsense").await;
        assert_eq!((refused.status, refused.problem().as_deref()), (StatusCode::BAD_REQUEST, Some("cursor_invalid")));
        for limit in ["0", "1001"] {
            let refused = people.server.get(&manager, &format!("/v1/events?limit={limit}")).await;
            assert_eq!(refused.json()["errors"][0]["pointer"], "/query/limit");
        }
    })
    .await;
}
