//! `POST /v1/records/{id}/actions/correct`

use actix_web::post;
use bihuan_app::records::{self, Correction, Record};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::RecordId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::RecordResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// What a record should say.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CorrectRecordRequest {
    /// What is right instead.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Correct a record
///
/// The record stays as it is; a further one of the same kind, with a number of its own, points to it.
#[utoipa::path(
    tag = "records",
    params(ById, IdempotencyKey),
    responses((
        status = 201, description = "The further record", body = RecordResponse,
        headers(("Location" = String, description = "Its path"))
    ))
)]
#[post("/records/{id}/actions/correct")]
pub(super) async fn correct_record(asked: Asked, body: Json<CorrectRecordRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    further(asked, "correct_record", &fingerprint, Correction::Correct { text: body.text }).await
}

/// Writes the further record.
pub(super) async fn further(
    asked: Asked,
    route: &'static str,
    fingerprint: &[u8; 32],
    correction: Correction,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, route, key, fingerprint, render);
    Ok(Answered(records::correct(&state.app, &caller, RecordId(id), correction, reply).await?))
}

fn render(record: &Record) -> StoredReply {
    reply::created(format!("/v1/records/{}", record.id), None, &RecordResponse::from(record))
}
