//! Refusals to customers who answer by themselves.

use bihuan_domain::refusal::RefusalCode;
use serde_json::json;

use super::scene::Scene;
use crate::server::{Answer, post};

/// The answer that is refused for this reason.
pub(super) async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    let callback = scene.callback().await;
    let survey = format!("/v1/surveys/{}", callback.text("surveyId"));
    let (invite, replies) = (format!("{survey}/actions/invite"), format!("{survey}/replies"));
    let way = json!({"way": "sms"});
    if code != RefusalCode::SurveyExpired {
        scene.post(&invite, &way).await.good();
    }
    let gateway = scene.server.token(&scene.chief);
    let reply = async |key: &'static str, phone: &str| {
        let body = json!({"way": "sms", "phone": phone, "text": "1"});
        scene.server.ask_as(&gateway, post(&replies, &body).insert_header(("Idempotency-Key", key))).await
    };
    let phone = if code == RefusalCode::NotTheCustomer { "13900000000" } else { "13812345678" };
    if code == RefusalCode::SurveyEnded {
        reply("first", phone).await.good();
        reply("second", phone).await.good();
    }
    reply("last", phone).await
}
