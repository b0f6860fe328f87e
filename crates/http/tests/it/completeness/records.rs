//! Refusals around records and what people are measured by.

use bihuan_domain::refusal::RefusalCode;
use serde_json::json;

use super::scene::Scene;
use crate::server::Answer;

pub(super) async fn refused(scene: &Scene, _: RefusalCode) -> Answer {
    scene.done("complaint").await;
    let records = scene.get("/v1/records?kind=reply").await.good().json();
    let path = format!("/v1/records/{}/actions/void", records["data"][0]["id"].as_str().unwrap_or_default());
    scene.post(&path, &json!({"reason": "entered twice"})).await.good();
    scene.post(&path, &json!({"reason": "again"})).await
}
