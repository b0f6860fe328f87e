//! `POST /v1/callbacks/{id}/actions/correct-number`

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
use crate::v1::limits::{PHONE_LENGTH_MAX, TEXT_LENGTH_MAX};

/// The right number.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CorrectNumberRequest {
    /// The number.
    #[validate(length(min = 1, max = PHONE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 32)]
    phone: String,
    /// Where it comes from.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    source: String,
}

/// Correct the number of a callback
///
/// The customer can be called again; the number that was wrong stays in the timeline.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Corrected", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/correct-number")]
pub(super) async fn correct_number_of_callback(
    asked: Asked,
    version: IfMatch,
    body: Json<CorrectNumberRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = CallbackCommand::CorrectNumber { phone: body.phone, source: body.source };
    act(asked, "correct_number_of_callback", version, &fingerprint, command).await
}
