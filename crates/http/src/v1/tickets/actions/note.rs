//! `POST /v1/tickets/{id}/actions/note`

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

/// A remark.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NoteTicketRequest {
    /// The note.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Add a note to a ticket
///
/// A remark for colleagues, kept in the timeline.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Noted", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/note")]
pub(super) async fn note_ticket(asked: Asked, body: Json<NoteTicketRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::Note { text: body.text };
    act(asked, "note_ticket", None, &fingerprint, command).await
}
