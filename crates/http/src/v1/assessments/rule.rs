//! `POST /v1/assessments/{id}/actions/rule`

use actix_web::post;
use bihuan_app::assessments;
use bihuan_domain::id::AssessmentId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::{AssessmentResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{POINTS_MAX, TEXT_LENGTH_MAX};

/// How a contest is decided.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RuleOnAssessmentRequest {
    /// Whether the person is right.
    upheld: bool,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// The result instead, 0 to 100: required if the person is right.
    #[validate(range(max = POINTS_MAX))]
    #[schema(maximum = 100)]
    points: Option<u8>,
}

/// Rule on a contested assessment
///
/// Somebody who had no say in it. The first result stays beside the one that is ruled.
#[utoipa::path(
    tag = "assessments",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Decided", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/rule")]
pub(super) async fn rule_on_assessment(asked: Asked, body: Json<RuleOnAssessmentRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "rule_on_assessment", key, &body.fingerprint, changed);
    let RuleOnAssessmentRequest { upheld, reason, points } = body.into_inner();
    let ruling = (upheld, reason, points);
    Ok(Answered(assessments::rule(&state.app, &caller, AssessmentId(id), ruling, reply).await?))
}
