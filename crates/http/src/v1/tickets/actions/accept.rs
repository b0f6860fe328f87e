//! `POST /v1/tickets/{id}/actions/accept`

use actix_web::post;
use bihuan_domain::ticket::TicketCommand;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::tickets::response::TicketResponse;

/// Accept a ticket
///
/// Takes a draft as a demand to be dispatched.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Accepted", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/accept")]
pub(super) async fn accept_ticket(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "accept_ticket", Some(version), &body.fingerprint, TicketCommand::Accept).await
}
