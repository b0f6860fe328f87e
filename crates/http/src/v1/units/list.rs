//! `GET /v1/units`

use actix_web::{Responder, get, web};
use bihuan_app::units;

use super::response::UnitResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;

/// List units
///
/// The caller's unit and everything below it, by code.
#[utoipa::path(
    tag = "units",
    params(PageParameters),
    responses((status = 200, description = "A page of units", body = Page<UnitResponse>))
)]
#[get("/units")]
pub(super) async fn list_units(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<Empty, String>,
) -> Result<impl Responder, Problem> {
    let limit = paged.limit as usize;
    let mut found = units::list(&state.app, &caller, paged.after.as_deref(), limit + 1)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|unit| unit.code.as_str().to_owned());
    paged.answer(found.into_iter().map(UnitResponse::from).collect(), next)
}
