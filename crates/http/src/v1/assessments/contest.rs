//! `POST /v1/assessments/{id}/actions/contest`

use actix_web::post;
use bihuan_app::assessments;
use bihuan_domain::id::AssessmentId;

use super::response::{AssessmentResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::contest::ContestRequest;

/// Contest an assessment
///
/// Only the person himself, once, and within the days that the scheme gives.
#[utoipa::path(
    tag = "assessments",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Contested", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/contest")]
pub(super) async fn contest_assessment(asked: Asked, body: Json<ContestRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "contest_assessment", key, &body.fingerprint, changed);
    let text = body.into_inner().text;
    Ok(Answered(assessments::contest(&state.app, &caller, AssessmentId(id), text, reply).await?))
}
