//! `GET /v1/figures/state`

use actix_web::{Responder, get, web};
use bihuan_app::figures;

use super::response::StateResponse;
use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;

/// How far do the figures follow the log?
#[utoipa::path(
    tag = "figures",
    responses((status = 200, description = "How far", body = StateResponse))
)]
#[get("/figures/state")]
pub(super) async fn get_figure_state(state: web::Data<State>, caller: Caller) -> Result<impl Responder, Problem> {
    Ok(web::Json(StateResponse::from(&figures::state(&state.app, &caller).await?)))
}
