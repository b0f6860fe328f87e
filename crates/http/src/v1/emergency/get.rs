//! `GET /v1/emergency`

use actix_web::{Responder, get, web};
use bihuan_app::emergency;

use super::response::EmergencyResponse;
use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;

/// Read emergency mode
///
/// Whether it is on, since when and why.
#[utoipa::path(
    tag = "emergency",
    responses((status = 200, description = "How it stands", body = EmergencyResponse))
)]
#[get("/emergency")]
pub(super) async fn get_emergency(state: web::Data<State>, caller: Caller) -> Result<impl Responder, Problem> {
    let mode = emergency::get(&state.app, &caller)?;
    Ok(web::Json(mode.map(EmergencyResponse::from).unwrap_or_default()))
}
