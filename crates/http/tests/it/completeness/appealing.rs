//! Refusals of appeals.

use bihuan_domain::refusal::RefusalCode;
use serde_json::{Value, json};

use super::scene::{Scene, nothing};
use crate::server::Answer;

/// An appeal against the grade of a complaint.
pub(super) async fn appeal(scene: &Scene) -> Answer {
    raise(scene, &scene.ticket("complaint").await, &plea("level", "major")).await.good()
}

pub(super) async fn refused_appeal(scene: &Scene, code: RefusalCode) -> Answer {
    match code {
        RefusalCode::AppealTooLate => {
            let done = scene.done("praise").await;
            let archived = scene.act("tickets", &done, "archive", &nothing()).await.good();
            scene.pass(60 * 86_400);
            raise(scene, &archived, &plea("classification", "complaint")).await
        }
        RefusalCode::SealsMissing => {
            let mut plea = plea("level", "major");
            plea["documents"] = json!([{"reference": "scan 1", "sealedBy": ["county"]}]);
            raise(scene, &scene.ticket("complaint").await, &plea).await
        }
        _ => raise(scene, &scene.ticket("complaint").await, &plea("verdict", "unsubstantiated")).await,
    }
}

fn plea(against: &str, wanted: &str) -> Value {
    json!({
        "against": against, "wanted": wanted, "reason": "It was not so", "basis": "Rule 4.4", "category": "grade",
        "documents": [{"reference": "scan 1", "sealedBy": ["county", "city", "province"]}]
    })
}

async fn raise(scene: &Scene, ticket: &Answer, plea: &Value) -> Answer {
    scene.post(&format!("/v1/tickets/{}/appeals", ticket.text("id")), plea).await
}
