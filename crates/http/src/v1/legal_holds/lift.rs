//! `POST /v1/legal-holds/{id}/actions/lift`

use actix_web::post;
use bihuan_app::records::{self, Hold};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::HoldId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::LegalHoldResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// Why the hold is no longer needed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LiftLegalHoldRequest {
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Lift a legal hold
#[utoipa::path(
    tag = "records",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Lifted", body = LegalHoldResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/legal-holds/{id}/actions/lift")]
pub(super) async fn lift_legal_hold(
    asked: Asked,
    version: IfMatch,
    body: Json<LiftLegalHoldRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "lift_legal_hold", key, &body.fingerprint, render);
    let reason = body.into_inner().reason;
    Ok(Answered(records::lift_hold(&state.app, &caller, HoldId(id), version.0, reason, reply).await?))
}

fn render(hold: &Hold) -> StoredReply {
    reply::changed(hold.version, &LegalHoldResponse::from(hold))
}
