//! Refusals around records and what people are measured by.

use bihuan_app::users::User;
use bihuan_domain::refusal::RefusalCode;
use serde_json::{Value, json};

use super::scene::{Scene, nothing};
use crate::server::Answer;

const DAY: i64 = 86_400;

/// One of each thing that people are measured by.
pub(super) struct Measured {
    pub(super) error: Answer,
    pub(super) inspection: Value,
    pub(super) finding: Value,
    pub(super) assessment: Answer,
}

/// An agent's assessment for last month, opened by the chief.
async fn assessment(scene: &Scene) -> (User, Answer) {
    let agent = scene.user("measured", "centre", &["agent"]).await;
    let body = json!({"scheme": "agent-monthly", "period": "2026-05", "personId": agent.id.to_string()});
    let opened = scene.post("/v1/assessments", &body).await.good();
    (agent, opened)
}

/// Everything that a month and its judges leave behind.
pub(super) async fn measured(scene: &Scene) -> Measured {
    scene
        .reconfigure(|bundle| {
            bundle.inspection_plans.iter_mut().for_each(|plan| plan.percent = 100);
            bundle.gaming_checks.iter_mut().for_each(|check| check.count = check.count.map(|_| 2));
        })
        .await;
    for _ in 0..2 {
        let done = scene.done("praise").await;
        scene.act("tickets", &done, "archive", &nothing()).await.good();
    }
    let (agent, assessment) = assessment(scene).await;
    let error = json!({"defect": "wrong-type", "personId": agent.id.to_string(), "note": "a fault, not a query"});
    let error = scene.post("/v1/staff-errors", &error).await.good();
    let day = json!({"from": "2026-06-01T00:00:00+08:00", "to": "2026-06-02T00:00:00+08:00"});
    scene.post("/v1/findings/searches", &day).await.good();
    scene.pass(31 * DAY);
    let round = json!({"plan": "monthly", "period": "2026-06"});
    scene.post("/v1/inspection-rounds", &round).await.good();
    let first = async |path: &str| scene.get(path).await.good().json()["data"][0].clone();
    Measured { error, inspection: first("/v1/inspections").await, finding: first("/v1/findings").await, assessment }
}

pub(super) async fn refused(scene: &Scene, code: RefusalCode) -> Answer {
    match code {
        RefusalCode::PeriodNotOver => {
            scene.post("/v1/inspection-rounds", &json!({"plan": "monthly", "period": "2026-06"})).await
        }
        RefusalCode::AssessmentIncomplete => {
            let (_, opened) = assessment(scene).await;
            scene.act("assessments", &opened, "finalise", &nothing()).await
        }
        RefusalCode::NotConcerned => {
            let (agent, opened) = assessment(scene).await;
            scene.act_as(&agent, "assessments", &opened, "finalise", &nothing()).await
        }
        RefusalCode::ContestTooLate => {
            let (agent, opened) = assessment(scene).await;
            let rated = scene.act("assessments", &opened, "rate", &json!({"points": 80})).await.good();
            let frozen = scene.act("assessments", &rated, "finalise", &nothing()).await.good();
            scene.pass(8 * DAY);
            scene.act_as(&agent, "assessments", &frozen, "contest", &json!({"text": "I did more"})).await
        }
        _ => {
            scene.done("complaint").await;
            let records = scene.get("/v1/records?kind=reply").await.good().json();
            let path = format!("/v1/records/{}/actions/void", records["data"][0]["id"].as_str().unwrap_or_default());
            scene.post(&path, &json!({"reason": "entered twice"})).await.good();
            scene.post(&path, &json!({"reason": "again"})).await
        }
    }
}

pub(super) async fn refused_signature(scene: &Scene, code: RefusalCode) -> Answer {
    let report = if code == RefusalCode::NoSignatureAwaited { "daily-operations" } else { "quarterly-callbacks" };
    let run = scene.post(&format!("/v1/reports/{report}/runs"), &nothing()).await.good();
    let path = format!("/v1/report-runs/{}/actions/sign", run.text("id"));
    let signer = if code == RefusalCode::NotTheSigner {
        scene.user("hasty", "company", &["manager"]).await
    } else {
        scene.chief.clone()
    };
    let said = json!({"problem": "late", "cause": "rain", "result": "more crews"});
    let first = scene.server.post(&signer, &path, &json!({"approves": true, "statements": said})).await;
    match code {
        RefusalCode::SignedAlready => scene.server.post(&signer, &path, &json!({"approves": true})).await,
        _ => first,
    }
}
