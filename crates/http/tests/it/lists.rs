//! Lists: paging, cursors and filters.

use std::collections::BTreeSet;

use actix_web::http::StatusCode;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use crate::people::{People, fault, text};

/// The ids of a page, and the cursor of the next.
fn page(body: &Value) -> (Vec<String>, Option<String>) {
    let rows = body["data"].as_array().into_iter().flatten();
    (rows.map(|row| text(&row["id"])).collect(), body["page"]["next"].as_str().map(str::to_owned))
}

#[actix_web::test]
async fn following_the_pages_of_tickets_reads_each_once_newest_first() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut opened = Vec::new();
        for number in 0..7 {
            // Two of them in the same millisecond: the id decides.
            people.server.test.pass(number % 2);
            opened.push(people.open(&fault("accepted")).await.good().text("id"));
        }
        opened.reverse();
        let (mut seen, mut path) = (Vec::new(), "/v1/tickets?kind=fault&limit=3".to_owned());
        for _ in 0..3 {
            let answer = people.server.get(&people.agent, &path).await.good();
            let (ids, next) = page(&answer.json());
            assert_eq!(answer.json()["page"]["hasMore"], next.is_some());
            seen.extend(ids);
            let Some(next) = next else { break };
            path = format!("/v1/tickets?kind=fault&limit=3&cursor={next}");
            assert!(answer.header("link").contains(&next));
            // What arrives meanwhile is newer than the page before, and does not move the pages behind it.
            people.server.test.pass(1);
            people.open(&fault("accepted")).await.good();
        }
        assert_eq!(seen, opened);
    })
    .await;
}

#[actix_web::test]
async fn a_cursor_is_good_only_for_the_filters_it_was_made_for() {
    each_engine(|database| async {
        let people = People::new(database).await;
        for _ in 0..2 {
            people.open(&fault("accepted")).await.good();
        }
        let first = people.server.get(&people.agent, "/v1/tickets?stage=pending_dispatch&limit=1").await.good();
        let next = page(&first.json()).1.unwrap();
        let with = |filter: &str| format!("/v1/tickets?{filter}&cursor={next}");
        people.server.get(&people.agent, &with("stage=pending_dispatch")).await.good();
        for other in ["stage=handling", "kind=fault", "limit=1"] {
            let refused = people.server.get(&people.agent, &with(other)).await;
            assert_eq!(
                (refused.status, refused.problem().as_deref()),
                (StatusCode::BAD_REQUEST, Some("cursor_invalid"))
            );
        }
        let elsewhere = people.server.get(&people.agent, &format!("/v1/work-orders?cursor={next}")).await;
        assert_eq!(elsewhere.problem().as_deref(), Some("cursor_invalid"));
    })
    .await;
}

#[actix_web::test]
async fn tickets_are_found_by_each_filter() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let mut demand = fault("dispatched");
        demand["system"] = json!("oms");
        demand["externalId"] = json!("A/1");
        let wanted = people.open(&demand).await.good();
        let other = json!({"kind": "consult", "channel": "app", "topic": "prices", "description": "Which tariff?"});
        people.open(&other).await.good();
        let number = format!("number={}", wanted.text("number"));
        for filter in [
            "stage=handling",
            "kind=fault",
            "channel=phone",
            "phone=%2B8613812345678",
            number.as_str(),
            "system=oms",
            "system=oms&externalId=A%2F1",
        ] {
            let found = people.server.get(&people.agent, &format!("/v1/tickets?{filter}")).await.good();
            assert_eq!(page(&found.json()).0, [wanted.text("id")], "{filter}");
            let row = &found.json()["data"][0];
            assert!(row["description"].is_null() && row["actions"].is_null(), "{row}");
        }
        for (filter, pointer) in [("stage=lost", "/query/stage"), ("colour=red", "/query/colour")] {
            let refused = people.server.get(&people.agent, &format!("/v1/tickets?{filter}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(refused.json()["errors"][0]["pointer"], pointer);
        }
    })
    .await;
}

#[actix_web::test]
async fn work_orders_are_found_by_stage_and_ticket() {
    each_engine(|database| async {
        let people = People::new(database).await;
        let (first, second) = (people.fault().await, people.fault().await);
        let order = people.order(&people.handler, &first).await;
        people.work(&people.handler, "receive", &order, &json!({})).await;
        let find = |filter: String| {
            let people = &people;
            async move {
                let found =
                    people.server.get(&people.handler, &format!("/v1/work-orders?{filter}")).await.good().json();
                found["data"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|row| text(&row["ticketId"]))
                    .collect::<BTreeSet<_>>()
            }
        };
        assert_eq!(find("stage=received".to_owned()).await, BTreeSet::from([first.text("id")]));
        assert_eq!(find("stage=dispatched".to_owned()).await, BTreeSet::from([second.text("id")]));
        assert_eq!(find(format!("ticketId={}", second.text("id"))).await, BTreeSet::from([second.text("id")]));
        assert_eq!(find(String::new()).await.len(), 2);
    })
    .await;
}
