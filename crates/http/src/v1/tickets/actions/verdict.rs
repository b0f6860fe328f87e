//! `POST /v1/tickets/{id}/actions/verdict`

use actix_web::post;
use bihuan_domain::ticket::{Finding, TicketCommand};
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
use crate::v1::limits::{DOCUMENTS_MAX, TEXT_LENGTH_MAX, check_documents};
use crate::v1::schema::FindingName;
use crate::v1::tickets::response::TicketResponse;

/// Whether what the customer complains of is so.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct VerdictRequest {
    /// What was found.
    #[schema(value_type = FindingName)]
    finding: Finding,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// What shows it, as the centre files it.
    #[validate(length(min = 1, max = DOCUMENTS_MAX), custom(function = check_documents))]
    #[schema(min_items = 1, max_items = 20)]
    evidence: Vec<String>,
}

/// Say whether a complaint is substantiated
///
/// Never the person or the unit complained of; while the ticket names nobody, nobody who handled it. Until the ticket is
/// archived the verdict may be given anew; afterwards an appeal corrects it.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Said", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/verdict")]
pub(super) async fn give_verdict(
    asked: Asked,
    version: IfMatch,
    body: Json<VerdictRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let VerdictRequest { finding, text, evidence } = body;
    let command = TicketCommand::Verdict { finding, text, evidence };
    act(asked, "give_verdict", Some(version), &fingerprint, command).await
}
