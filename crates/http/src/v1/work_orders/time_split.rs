//! `GET /v1/work-orders/{id}/time-split`

use actix_web::{Responder, get, web};
use bihuan_app::time_split;
use bihuan_domain::id::WorkOrderId;

use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::time_split::TimeSplitResponse;

/// Get the time split of a work order
///
/// In whose hands it was, from when to when.
#[utoipa::path(
    tag = "work-orders",
    params(ById),
    responses((status = 200, description = "The time split", body = TimeSplitResponse))
)]
#[get("/work-orders/{id}/time-split")]
pub(super) async fn get_time_split_of_work_order(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let split = time_split::of_work_order(&state.app, &caller, WorkOrderId(path.id)).await?;
    Ok(web::Json(TimeSplitResponse::from(&split)))
}
