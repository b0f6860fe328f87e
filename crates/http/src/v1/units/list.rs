//! `GET /v1/units`

use actix_web::{Responder, get, web};
use bihuan_app::units;

use super::response::UnitResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

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
    let mut found = units::list(&state.app, &caller, paged.after.as_deref(), listing::one_more(paged.limit))?;
    let next = listing::cut(&mut found, paged.limit, |unit| unit.code.to_string());
    paged.answer(found.into_iter().map(UnitResponse::from).collect(), next)
}
