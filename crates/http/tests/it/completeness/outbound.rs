//! Refusals around campaigns (外呼任务).

use bihuan_domain::refusal::RefusalCode;
use serde_json::json;

use super::scene::{Scene, nothing};
use crate::server::Answer;

/// What is refused for this reason.
pub(super) async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    match code {
        RefusalCode::CampaignClosed => {
            let close = format!("/v1/campaigns/{}/actions/close", campaign(scene).await.text("id"));
            scene.post(&close, &nothing()).await.good();
            scene.post(&close, &nothing()).await
        }
        _ => {
            let to = json!({"kind": "arrears", "reason": "It is about the bill"});
            scene.act("tickets", &scene.ticket("fault").await, "reclassify", &to).await
        }
    }
}

/// A campaign with nobody on its list.
pub(super) async fn campaign(scene: &Scene) -> Answer {
    let body = json!({"name": "June", "description": "Remind of the bill", "kind": "arrears", "channel": "list", "unit": "centre"});
    scene.post("/v1/campaigns", &body).await.good()
}
