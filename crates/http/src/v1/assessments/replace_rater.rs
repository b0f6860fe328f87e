//! `POST /v1/assessments/{id}/actions/replace-rater`

use actix_web::post;
use bihuan_app::assessments::{self, NewRater};
use bihuan_domain::id::{AssessmentId, UserId};
use bihuan_domain::quality::Party;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
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
use crate::v1::schema::PartyName;

/// Who rates instead of whom.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReplaceRaterRequest {
    /// As what: anybody but the person himself.
    #[schema(value_type = PartyName)]
    party: Party,
    /// The user who rates instead; for the leader, whoever asks.
    rater_id: Uuid,
    /// Why, such as that the other one left.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Replace a rater
///
/// Whoever leads the person names another rater for a party that has not rated, or takes over the lead, so that an
/// assessment does not stay open for good when somebody leaves. Who was replaced, by whom and why stays in it.
#[utoipa::path(
    tag = "assessments",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Replaced", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/assessments/{id}/actions/replace-rater")]
pub(super) async fn replace_rater(
    asked: Asked,
    version: IfMatch,
    body: Json<ReplaceRaterRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "replace_rater", key, &body.fingerprint, changed);
    let ReplaceRaterRequest { party, rater_id, reason } = body.into_inner();
    let new = NewRater { party, rater: UserId(rater_id), reason };
    Ok(Answered(assessments::replace_rater(&state.app, &caller, AssessmentId(id), version.0, new, reply).await?))
}
