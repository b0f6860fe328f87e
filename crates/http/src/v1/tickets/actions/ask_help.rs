//! `POST /v1/tickets/{id}/actions/ask-help`

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

/// What is difficult.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AskHelpRequest {
    /// What is difficult, and what was tried.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Bring a ticket before the team
///
/// It stands in the queue `to-help` of whoever may help there until somebody else has said what to do. Its limits run on, and
/// whoever took it stays answerable for it.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Brought up", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/ask-help")]
pub(super) async fn ask_help(asked: Asked, body: Json<AskHelpRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    act(asked, "ask_help", None, &fingerprint, TicketCommand::AskHelp { text: body.text }).await
}
