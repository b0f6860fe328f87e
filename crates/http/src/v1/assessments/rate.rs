//! `POST /v1/assessments/{id}/actions/rate`

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
use crate::v1::limits::{POINTS_MAX, TEXT_LENGTH_MAX};

/// A rating.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RateAssessmentRequest {
    /// 0 to 100.
    #[validate(range(max = POINTS_MAX))]
    #[schema(maximum = 100)]
    pub(super) points: u8,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    pub(super) note: Option<String>,
}

/// Rate
///
/// Each party once, until it is frozen.
#[utoipa::path(
    tag = "assessments",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Rated", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/rate")]
pub(super) async fn rate_assessment(
    asked: Asked,
    version: IfMatch,
    body: Json<RateAssessmentRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "rate_assessment", key, &body.fingerprint, changed);
    let RateAssessmentRequest { points, note } = body.into_inner();
    let step = Step::Rate { points, note };
    Ok(Answered(assessments::proceed(&state.app, &caller, AssessmentId(id), version.0, step, reply).await?))
}
