//! `POST /v1/tickets/{id}/actions/mark`

use actix_web::post;
use bihuan_domain::code::MarkCode;
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
use crate::v1::schema::{Code, Moment};
use crate::v1::tickets::response::TicketResponse;

/// A milestone of the centre's own.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MarkTicketRequest {
    /// Which, from the policy's list.
    #[schema(value_type = Code)]
    mark: MarkCode,
    /// When it happened, or is to happen; now when left out.
    at: Option<Moment>,
}

/// Mark a ticket
///
/// Says that it reached a milestone of the centre's own, such as the end of a course of treatment; plans of aftercare wait
/// for it.
#[utoipa::path(
    tag = "tickets",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Marked", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/mark")]
pub(super) async fn mark_ticket(asked: Asked, body: Json<MarkTicketRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::Mark { mark: body.mark, at: body.at.map(|at| at.0) };
    act(asked, "mark_ticket", None, &fingerprint, command).await
}
