//! `POST /v1/callbacks/{id}/actions/review`

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

/// What the review says.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewCallbackRequest {
    /// Whether the call was done as it should be.
    qualified: bool,
    /// What is to be done; needed when it was not.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    opinion: Option<String>,
}

/// Review the record of a callback
///
/// By somebody who has not signed it. A record found wanting sends the work back; what is to be done must be said.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Reviewed", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/review")]
pub(super) async fn review_callback(
    asked: Asked,
    version: IfMatch,
    body: Json<ReviewCallbackRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = CallbackCommand::Review { qualified: body.qualified, opinion: body.opinion };
    act(asked, "review_callback", version, &fingerprint, command).await
}
