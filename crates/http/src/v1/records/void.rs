//! `POST /v1/records/{id}/actions/void`

use actix_web::post;
use bihuan_app::records::Correction;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::correct::further;
use super::response::RecordResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// Why a record should not be there.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct VoidRecordRequest {
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Void a record
///
/// The record keeps its number and stays readable; a further one, with a number of its own, says that and why it does not
/// count.
#[utoipa::path(
    tag = "records",
    params(ById, IdempotencyKey),
    responses((
        status = 201, description = "The further record", body = RecordResponse,
        headers(("Location" = String, description = "Its path"))
    ))
)]
#[post("/records/{id}/actions/void")]
pub(super) async fn void_record(asked: Asked, body: Json<VoidRecordRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    further(asked, "void_record", &fingerprint, Correction::Void { reason: body.reason }).await
}
