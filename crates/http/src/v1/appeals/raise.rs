//! `POST /v1/tickets/{id}/appeals`

use actix_web::post;
use bihuan_app::appeals::{self, AppealView};
use bihuan_app::reply::StoredReply;
use bihuan_domain::appeal::{Document, Measure, Plea};
use bihuan_domain::id::TicketId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::response::AppealResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::{
    CODE_LENGTH_MAX, DOCUMENT_LENGTH_MAX, DOCUMENTS_MAX, NAME_LENGTH_MAX, TEXT_LENGTH_MAX, check_documents,
};
use crate::v1::schema::MeasureName;

/// The form of an appeal. Number, business type and appellant are known.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RaiseAppealRequest {
    /// What is contested.
    #[schema(value_type = MeasureName)]
    against: Measure,
    /// The number of the clock for `overtime`, the id of the work order for `return`; left out otherwise.
    #[validate(length(min = 1, max = CODE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 64)]
    subject: Option<String>,
    /// What it should be: a code of the policy, `in_time`, `satisfied`, a finding, or `excluded`.
    #[validate(length(min = 1, max = CODE_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 64)]
    wanted: String,
    /// Reason and purpose.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
    /// The rule it rests on.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    basis: String,
    /// Its category.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 100)]
    category: String,
    /// The proof.
    #[validate(length(min = 1, max = DOCUMENTS_MAX), nested)]
    #[schema(min_items = 1, max_items = 20)]
    documents: Vec<DocumentRequest>,
}

/// A piece of proof.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DocumentRequest {
    /// Where it is filed.
    #[validate(length(min = 1, max = DOCUMENT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    reference: String,
    /// The departments that signed and sealed it.
    #[validate(length(max = DOCUMENTS_MAX), custom(function = check_documents))]
    #[serde(default)]
    #[schema(max_items = 20)]
    sealed_by: Vec<String>,
}

impl From<DocumentRequest> for Document {
    fn from(request: DocumentRequest) -> Self {
        // A department that is named twice has sealed it once.
        let sealed_by: std::collections::BTreeSet<String> = request.sealed_by.into_iter().collect();
        Self { reference: request.reference, sealed_by: sealed_by.into_iter().collect() }
    }
}

/// Appeal against what was found of a ticket
///
/// Its classification, grade, satisfaction, a missed limit, a return or the verdict. What is upheld changes no ticket: it is
/// listed as an adjustment, so that raw and adjusted figures both stay.
#[utoipa::path(
    tag = "appeals",
    params(ById, IdempotencyKey),
    responses((
        status = 201, description = "Raised", body = AppealResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))
    ))
)]
#[post("/tickets/{id}/appeals")]
pub(super) async fn raise_appeal(asked: Asked, body: Json<RaiseAppealRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "raise_appeal", key, &fingerprint, raised);
    let plea = Plea {
        against: body.against,
        subject: body.subject.unwrap_or_else(|| "ticket".to_owned()),
        wanted: body.wanted,
        reason: body.reason,
        basis: body.basis,
        category: body.category,
        documents: body.documents.into_iter().map(Document::from).collect(),
    };
    Ok(Answered(appeals::raise(&state.app, &caller, TicketId(id), plea, reply).await?))
}

fn raised(view: &AppealView) -> StoredReply {
    reply::created(format!("/v1/appeals/{}", view.appeal.id), Some(view.version), &AppealResponse::from(view))
}
