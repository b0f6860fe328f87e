//! `POST /v1/appeals/{id}/actions/raise-again`

use actix_web::post;
use bihuan_domain::appeal::{AppealCommand, Document};
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
use crate::v1::appeals::raise::DocumentRequest;
use crate::v1::appeals::response::AppealResponse;
use crate::v1::limits::{DOCUMENTS_MAX, TEXT_LENGTH_MAX};

/// Why the last level is called upon.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RaiseAppealAgainRequest {
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// Further proof.
    #[validate(length(max = DOCUMENTS_MAX), nested)]
    #[serde(default)]
    #[schema(max_items = 20)]
    documents: Vec<DocumentRequest>,
}

/// Call upon the last level
///
/// While the time for it that follows the first ruling lasts.
#[utoipa::path(
    tag = "appeals",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Raised again", body = AppealResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/appeals/{id}/actions/raise-again")]
pub(super) async fn raise_appeal_again(
    asked: Asked,
    version: IfMatch,
    body: Json<RaiseAppealAgainRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let documents = body.documents.into_iter().map(Document::from).collect();
    let command = AppealCommand::RaiseAgain { reason: body.reason, documents };
    act(asked, "raise_appeal_again", version, &fingerprint, command).await
}
