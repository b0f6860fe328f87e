//! `POST /v1/callbacks/{id}/actions/remove`

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

/// Why it is taken out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RemoveCallbackRequest {
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Take a callback out of the sample
///
/// Only what the lot chose; it is kept in the log, and the next lot takes its place.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Removed", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/remove")]
pub(super) async fn remove_callback(
    asked: Asked,
    version: IfMatch,
    body: Json<RemoveCallbackRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = CallbackCommand::Remove { reason: body.reason };
    act(asked, "remove_callback", version, &fingerprint, command).await
}
