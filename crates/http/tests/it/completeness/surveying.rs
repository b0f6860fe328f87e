//! Refusals to customers who answer by themselves.

use bihuan_domain::refusal::RefusalCode;
use serde_json::json;

use super::scene::Scene;
use crate::server::Answer;

/// The answer that is refused for this reason.
pub(super) async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    let callback = scene.callback().await;
    let survey = format!("/v1/surveys/{}", callback.text("surveyId"));
    let (invite, replies) = (format!("{survey}/actions/invite"), format!("{survey}/replies"));
    let way = json!({"way": "sms"});
    if code != RefusalCode::SurveyExpired {
        scene.post(&invite, &way).await.good();
    }
    let phone = if code == RefusalCode::NotTheCustomer { "13900000000" } else { "13812345678" };
    if code == RefusalCode::SurveyEnded {
        for text in ["1", "1"] {
            scene.post(&replies, &json!({"way": "sms", "phone": phone, "text": text})).await.good();
        }
    }
    scene.post(&replies, &json!({"way": "sms", "phone": phone, "text": "1"})).await
}
