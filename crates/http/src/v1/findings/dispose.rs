//! `POST /v1/findings/{id}/actions/dispose`

use actix_web::post;
use bihuan_app::quality::findings;
use bihuan_domain::id::FindingId;
use bihuan_domain::quality::Outcome;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::{FindingResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::OutcomeName;

/// What came of a finding.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DisposeFindingRequest {
    /// What.
    #[schema(value_type = OutcomeName)]
    outcome: Outcome,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Dispose of a finding
///
/// Somebody whom it is not about says what came of it. Nothing follows by itself: an error is registered by a person, or not.
#[utoipa::path(
    tag = "quality",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Disposed of", body = FindingResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/findings/{id}/actions/dispose")]
pub(super) async fn dispose_finding(
    asked: Asked,
    version: IfMatch,
    body: Json<DisposeFindingRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "dispose_finding", key, &body.fingerprint, changed);
    let DisposeFindingRequest { outcome, reason } = body.into_inner();
    let said = (outcome, reason);
    Ok(Answered(findings::dispose(&state.app, &caller, FindingId(id), version.0, said, reply).await?))
}
