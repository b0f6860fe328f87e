//! What was once on record stays as it was, whatever anybody does.

use std::collections::BTreeMap;

use bihuan_app::jobs::run;
use bihuan_testkit::each_engine;
use serde_json::{Value, json};

use super::operations;
use super::scene::Scene;
use crate::people::{content, text};

/// Everything on record, by id.
async fn records(scene: &Scene) -> BTreeMap<String, Value> {
    let page = scene.get("/v1/records?limit=200").await.good().json();
    assert_eq!(page["page"]["next"], Value::Null, "all of it fits on one page");
    page["data"].as_array().into_iter().flatten().map(|record| (text(&record["id"]), record.clone())).collect()
}

/// Whoever has every role there is, the administrator's and the publisher's included, asks for every operation of the
/// document about everything that has an id: tickets, work orders, callbacks, surveys and the records themselves.
#[actix_web::test]
async fn no_operation_by_anybody_alters_a_stored_callback_rating_or_reply() {
    each_engine(|database| async {
        let scene = Scene::new(database).await;
        let callback = scene.callback().await;
        let answered = scene.act("callbacks", &callback, "attempt", &content()).await.good();
        let ticket = scene.get(&format!("/v1/tickets/{}", answered.text("ticketId"))).await.good();
        let before = records(&scene).await;
        let kinds: Vec<String> = before.values().map(|record| text(&record["kind"])).collect();
        for kind in ["callback_result", "survey_answers", "reply"] {
            assert!(kinds.contains(&kind.to_owned()), "{kind} is on record: {kinds:?}");
        }

        let order = text(&ticket.json()["workOrders"][0]["id"]);
        let survey = text(&ticket.json()["callback"]["surveyId"]);
        let mut ids = vec![ticket.text("id"), order, callback.text("id"), survey];
        ids.extend(before.keys().cloned());
        let token = scene.server.token(&scene.chief);
        for operation in operations::all().into_iter().filter(|operation| operation.secured) {
            for id in ids.iter().take(if operation.has_id() { ids.len() } else { 1 }) {
                for version in operation.versions() {
                    scene.server.ask_as(&token, operation.request_on(id, version)).await;
                }
            }
        }
        assert!(run::finish_due(&scene.server.test.app).await.is_ok());

        let after = records(&scene).await;
        assert!(after.len() > before.len(), "further records were made");
        for (id, record) in &before {
            assert_eq!(after.get(id), Some(record), "{id} is as it was");
        }
        let series = scene.get("/v1/record-series?limit=200").await.good().json();
        for one in series["data"].as_array().into_iter().flatten() {
            let path = format!("/v1/record-series/{}", text(&one["series"]));
            let whole = scene.get(&path).await.good().json();
            assert_eq!(whole["whole"], true, "{whole}");
        }
        let void = format!("/v1/records/{}/actions/void", before.keys().next().cloned().unwrap_or_default());
        assert_eq!(scene.post(&void, &json!({"reason": "again"})).await.problem().as_deref(), Some("record_voided"));
    })
    .await;
}
