//! `GET /v1/tickets/{id}/time-split`

use actix_web::{Responder, get, web};
use bihuan_app::time_split::{self, Split};
use bihuan_domain::id::{TicketId, WorkOrderId};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::time_split::TimeSplitResponse;

/// In whose hands a ticket and its work orders were.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct TicketTimeSplitResponse {
    #[serde(flatten)]
    ticket: TimeSplitResponse,
    /// Each of its work orders, by number.
    work_orders: Vec<WorkOrderTimeSplit>,
}

/// In whose hands a work order was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct WorkOrderTimeSplit {
    /// Its id.
    work_order_id: Uuid,
    /// Number within the ticket.
    no: u16,
    #[serde(flatten)]
    split: TimeSplitResponse,
}

impl From<&(WorkOrderId, u16, Split)> for WorkOrderTimeSplit {
    fn from((id, no, split): &(WorkOrderId, u16, Split)) -> Self {
        Self { work_order_id: id.0, no: *no, split: split.into() }
    }
}

/// Get the time split of a ticket
///
/// In whose hands it was, from when to when: intake, queue, unit, crew, customer, suspension, review or callback. While
/// work orders are out, the one that leads speaks for the ticket. A unit sees its own legs; the unit that took the demand,
/// and those above it, see all.
#[utoipa::path(
    tag = "tickets",
    params(ById),
    responses((status = 200, description = "The time split", body = TicketTimeSplitResponse))
)]
#[get("/tickets/{id}/time-split")]
pub(super) async fn get_time_split(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let split = time_split::of_ticket(&state.app, &caller, TicketId(path.id)).await?;
    Ok(web::Json(TicketTimeSplitResponse {
        ticket: (&split.ticket).into(),
        work_orders: split.work_orders.iter().map(WorkOrderTimeSplit::from).collect(),
    }))
}
