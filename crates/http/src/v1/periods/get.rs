//! `GET /v1/periods/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::figures;

use super::response::PeriodResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a closed period
#[utoipa::path(
    tag = "figures",
    params(ById),
    responses((status = 200, description = "The period", body = PeriodResponse))
)]
#[get("/periods/{id}")]
pub(super) async fn get_period(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    Ok(web::Json(PeriodResponse::from(&figures::period(&state.app, &caller, path.id).await?)))
}
