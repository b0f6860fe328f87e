//! `POST /v1/tickets/{id}/actions/dispatch`

use actix_web::post;
use bihuan_app::tickets::{self, DISPATCH_UNITS_MAX};
use bihuan_domain::code::UnitCode;
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::changed;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::schema::Code;
use crate::v1::tickets::response::TicketResponse;

/// The most units, as `validator` wants it.
const UNITS_MAX: u64 = DISPATCH_UNITS_MAX as u64;

/// Where it goes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DispatchTicketRequest {
    /// The codes of the units. The first leads, unless work orders are out already: then all assist. When left out, the
    /// routes of the policy choose.
    #[validate(length(min = 1, max = UNITS_MAX))]
    #[schema(value_type = Option<Vec<Code>>, min_items = 1, max_items = 10)]
    units: Option<Vec<UnitCode>>,
}

/// Dispatch a ticket
///
/// Sends work orders out: to the units named, or by the first route of the policy that matches.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Dispatched", body = TicketResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/tickets/{id}/actions/dispatch")]
pub(super) async fn dispatch_ticket(
    asked: Asked,
    version: IfMatch,
    body: Json<DispatchTicketRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "dispatch_ticket", key, &body.fingerprint, changed);
    let units = body.into_inner().units.unwrap_or_default();
    Ok(Answered(tickets::dispatch(&state.app, &caller, TicketId(id), version.0, units, reply).await?))
}
