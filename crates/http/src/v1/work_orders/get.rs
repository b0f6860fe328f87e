//! `GET /v1/work-orders/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::work_orders;
use bihuan_domain::id::WorkOrderId;

use super::response::WorkOrderResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a work order
///
/// With what the caller may do with it.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The work order", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/work-orders/{id}")]
pub(super) async fn get_work_order(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let view = work_orders::get(&state.app, &caller, WorkOrderId(path.id)).await?;
    Ok(Versioned { version: view.version, body: WorkOrderResponse::from(&view) })
}
