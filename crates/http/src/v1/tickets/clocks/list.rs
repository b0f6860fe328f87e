//! `GET /v1/tickets/{id}/clocks`

use actix_web::{Responder, get, web};
use bihuan_app::tickets::{self, CycleTotals};
use bihuan_domain::id::TicketId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::detail::ClockDetailResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// All clocks of a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ClocksResponse {
    /// The clocks, by number.
    clocks: Vec<ClockDetailResponse>,
    /// What the cycles of each clock come to: the first alone, and all together.
    totals: Vec<CycleTotalsResponse>,
}

/// What the cycles of one clock of one thing come to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CycleTotalsResponse {
    /// Which rule of the policy.
    code: String,
    /// The work order it watches over; absent for the ticket and its callbacks.
    #[serde(skip_serializing_if = "Option::is_none")]
    work_order_id: Option<Uuid>,
    /// How many cycles there have been.
    cycles: usize,
    /// Counted seconds of the first cycle.
    used_first_cycle_seconds: i64,
    /// Counted seconds of all cycles together.
    used_total_seconds: i64,
}

impl From<CycleTotals> for CycleTotalsResponse {
    fn from(totals: CycleTotals) -> Self {
        Self {
            code: totals.code.into(),
            work_order_id: totals.subject.work_order().map(|id| id.0),
            cycles: totals.cycles,
            used_first_cycle_seconds: totals.first_seconds,
            used_total_seconds: totals.total_seconds,
        }
    }
}

/// List the time limits of a ticket
///
/// With pauses, announcements, earlier deadlines, and the time used and left.
#[utoipa::path(
    tag = "tickets",
    params(ById),
    responses((status = 200, description = "The time limits", body = ClocksResponse))
)]
#[get("/tickets/{id}/clocks")]
pub(super) async fn list_clocks(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let clocks = tickets::clocks(&state.app, &caller, TicketId(path.id)).await?;
    Ok(web::Json(ClocksResponse {
        totals: tickets::totals(&clocks).into_iter().map(CycleTotalsResponse::from).collect(),
        clocks: clocks.iter().map(ClockDetailResponse::from).collect(),
    }))
}
