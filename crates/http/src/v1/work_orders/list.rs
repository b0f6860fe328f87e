//! `GET /v1/work-orders`

use actix_web::{Responder, get, web};
use bihuan_app::work_orders::{self, WorkOrderFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::WorkOrderResponse;
use super::stage::StageName;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// Which work orders.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListWorkOrdersQuery {
    /// Only those in this stage.
    #[param(inline)]
    stage: Option<StageName>,
    /// Only those of this ticket.
    ticket_id: Option<Uuid>,
}

/// List work orders
///
/// Those that units in the caller's scope hold or whose crews are in it, newest first.
#[utoipa::path(
    tag = "work-orders",
    params(ListWorkOrdersQuery, PageParameters),
    responses((status = 200, description = "A page of work orders", body = Page<WorkOrderResponse>))
)]
#[get("/work-orders")]
pub(super) async fn list_work_orders(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListWorkOrdersQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = WorkOrderFilter {
        stage: paged.filter.stage.map(|stage| stage.as_str().to_owned()),
        ticket: paged.filter.ticket_id.map(TicketId),
    };
    let mut rows = work_orders::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, order)| Position { at: order.dispatched_at, id: order.id.0 });
    paged.answer(rows.iter().map(WorkOrderResponse::from).collect(), next)
}
