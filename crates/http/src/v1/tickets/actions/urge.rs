//! `POST /v1/tickets/{id}/actions/urge`

use actix_web::post;
use bihuan_domain::ticket::TicketCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::tickets::response::TicketResponse;

/// That the customer presses.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UrgeTicketRequest {
    /// What the customer said.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: Option<String>,
}

/// Urge a ticket
///
/// The customer presses: whoever works on the ticket sees it.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Pressed", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/urge")]
pub(super) async fn urge_ticket(asked: Asked, body: Json<UrgeTicketRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::Urge { note: body.note };
    act(asked, "urge_ticket", None, &fingerprint, command).await
}
