//! `POST /v1/tickets/{id}/actions/merge`

use actix_web::post;
use bihuan_app::tickets;
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::changed;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::tickets::response::TicketResponse;

/// Which ticket this one is to wait for.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MergeTicketRequest {
    /// The main ticket: of the same kind, and still being handled.
    main_id: Uuid,
    /// Why it is the same trouble.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Merge a ticket into another
///
/// It waits for the main ticket: nothing is done to its work orders, its clocks go on, and its customer is called back by
/// himself once the department is done with the main ticket. It can be undone.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "It waits", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/merge")]
pub(super) async fn merge_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<MergeTicketRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "merge_ticket", key, &fingerprint, changed);
    let merge = tickets::Merge { ticket: TicketId(id), main: TicketId(body.main_id), reason: body.reason };
    Ok(Answered(tickets::merge(&state.app, &caller, version.0, merge, reply).await?))
}
