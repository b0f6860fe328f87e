//! `GET /v1/me/staff-errors`

use actix_web::{Responder, get, web};
use bihuan_app::quality::staff_errors;
use bihuan_app::{Order, Position};

use super::response::StaffErrorResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List own errors
///
/// What the register says about the caller, newest first.
#[utoipa::path(
    tag = "me",
    params(PageParameters),
    responses((status = 200, description = "A page of errors", body = Page<StaffErrorResponse>))
)]
#[get("/me/staff-errors")]
pub(super) async fn list_own_staff_errors(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = staff_errors::own(&state.app, &caller, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, error)| Position { at: error.at, id: error.id.0 });
    paged.answer(rows.iter().map(StaffErrorResponse::from).collect(), next)
}
