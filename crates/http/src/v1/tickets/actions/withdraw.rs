//! `POST /v1/tickets/{id}/actions/withdraw`

use actix_web::post;
use bihuan_domain::ticket::{Proof, ProofKind, TicketCommand};
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
use crate::v1::limits::DOCUMENT_LENGTH_MAX;
use crate::v1::schema::ProofKindName;
use crate::v1::tickets::response::TicketResponse;

/// That the customer withdraws.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WithdrawTicketRequest {
    /// What proves the customer's will.
    #[validate(nested)]
    proof: WithdrawalProof,
}

/// What proves the customer's will.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WithdrawalProof {
    /// By what.
    #[schema(value_type = ProofKindName)]
    kind: ProofKind,
    /// Where it is filed: the number of a recording, of a message, of a letter.
    #[validate(length(min = 1, max = DOCUMENT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 300)]
    reference: String,
}

/// Withdraw a ticket
///
/// Records that the customer withdraws. Work that is out is still replied to.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Withdrawn", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/withdraw")]
pub(super) async fn withdraw_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<WithdrawTicketRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::Withdraw { proof: Proof { kind: body.proof.kind, reference: body.proof.reference } };
    act(asked, "withdraw_ticket", Some(version), &fingerprint, command).await
}
