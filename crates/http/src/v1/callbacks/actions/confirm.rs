//! `POST /v1/callbacks/{id}/actions/confirm`

use actix_web::post;
use bihuan_domain::callback::CallbackCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::callbacks::response::CallbackResponse;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// How the customer confirmed it.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConfirmCallbackRequest {
    /// Where the proof is found.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    proof: String,
}

/// Record that the customer confirmed the record
///
/// By a signature, a code sent by message, or a recording.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Recorded", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/confirm")]
pub(super) async fn confirm_callback(
    asked: Asked,
    version: IfMatch,
    body: Json<ConfirmCallbackRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = CallbackCommand::Confirm { proof: body.proof };
    act(asked, "confirm_callback", version, &fingerprint, command).await
}
