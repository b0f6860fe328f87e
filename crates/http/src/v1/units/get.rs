//! `GET /v1/units/{code}`

use actix_web::{Responder, get, web};
use bihuan_app::units;
use bihuan_domain::code::UnitCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::response::UnitResponse;
use crate::extract::caller::Caller;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;

/// One unit by its code.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ByCode {
    /// The code of the unit.
    #[param(value_type = String, min_length = 1, max_length = 64)]
    pub(super) code: UnitCode,
}

/// Get a unit
#[utoipa::path(
    tag = "units",
    params(ByCode),
    responses((status = 200, description = "The unit", body = UnitResponse))
)]
#[get("/units/{code}")]
pub(super) async fn get_unit(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ByCode>,
) -> Result<impl Responder, Problem> {
    Ok(web::Json(UnitResponse::from(units::get(&state.app, &caller, &path.code)?)))
}
