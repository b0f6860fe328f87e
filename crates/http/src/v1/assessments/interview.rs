//! `POST /v1/assessments/{id}/actions/interview`

use actix_web::post;
use bihuan_app::assessments::{self, Step};
use bihuan_domain::id::AssessmentId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::{AssessmentResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// What was talked about.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct InterviewAssessmentRequest {
    /// The problems found, and what is to become better.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Note an interview
///
/// The leader notes what was talked about with the person (面谈).
#[utoipa::path(
    tag = "assessments",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Noted", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/interview")]
pub(super) async fn interview_assessment(
    asked: Asked,
    version: IfMatch,
    body: Json<InterviewAssessmentRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "interview_assessment", key, &body.fingerprint, changed);
    let step = Step::Interview { note: body.into_inner().note };
    Ok(Answered(assessments::proceed(&state.app, &caller, AssessmentId(id), version.0, step, reply).await?))
}
