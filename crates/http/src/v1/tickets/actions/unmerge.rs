//! `POST /v1/tickets/{id}/actions/unmerge`

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

/// Why a ticket waits no longer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UnmergeTicketRequest {
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Let a merged ticket go its own way again
///
/// Its work orders are where they were, and so are their clocks; a ticket that has none waits to be sent out.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "It goes its own way", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/unmerge")]
pub(super) async fn unmerge_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<UnmergeTicketRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = TicketCommand::Unmerge { reason: body.reason };
    act(asked, "unmerge_ticket", Some(version), &fingerprint, command).await
}
