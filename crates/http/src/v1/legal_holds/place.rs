//! `POST /v1/legal-holds`

use actix_web::{post, web};
use bihuan_app::records::{self, Hold, NewHold};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::response::LegalHoldResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::limits::TEXT_LENGTH_MAX;

/// What is not to be purged, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PlaceLegalHoldRequest {
    /// The ticket.
    ticket_id: Uuid,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Place a legal hold
///
/// Nothing of the ticket is purged, whatever its age, until every hold on it is lifted.
#[utoipa::path(
    tag = "records",
    params(IdempotencyKey),
    responses((
        status = 201, description = "Placed", body = LegalHoldResponse,
        headers(("Location" = String, description = "Its path"), ("ETag" = String, description = "Its version"))
    ))
)]
#[post("/legal-holds")]
pub(super) async fn place_legal_hold(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<PlaceLegalHoldRequest>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "place_legal_hold", key, &body.fingerprint, render);
    let PlaceLegalHoldRequest { ticket_id, reason } = body.into_inner();
    let new = NewHold { ticket: TicketId(ticket_id), reason };
    Ok(Answered(records::place_hold(&state.app, &caller, new, reply).await?))
}

fn render(hold: &Hold) -> StoredReply {
    reply::created(format!("/v1/legal-holds/{}", hold.id), Some(hold.version), &LegalHoldResponse::from(hold))
}
