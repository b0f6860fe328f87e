//! `POST /v1/tickets/{id}/actions/give-help`

use actix_web::post;
use bihuan_domain::ticket::TicketCommand;
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
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::tickets::response::TicketResponse;

/// What is to be done.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GiveHelpRequest {
    /// What is to be done.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Say what is to be done about a ticket that was brought up
///
/// By somebody else than who asked; the ticket leaves the queue, and shows who helped.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Helped", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/give-help")]
pub(super) async fn give_help(
    asked: Asked,
    version: IfMatch,
    body: Json<GiveHelpRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    act(asked, "give_help", Some(version), &fingerprint, TicketCommand::GiveHelp { text: body.text }).await
}
