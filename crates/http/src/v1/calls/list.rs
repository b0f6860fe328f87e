//! `GET /v1/calls`

use actix_web::{Responder, get, web};
use bihuan_app::{Order, Position, calls};

use super::response::CallResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// List calls
///
/// Those of the caller's unit and of everything below it, newest first.
#[utoipa::path(
    tag = "calls",
    params(PageParameters),
    responses((status = 200, description = "A page of calls", body = Page<CallResponse>))
)]
#[get("/calls")]
pub(super) async fn list_calls(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let page = listing::request(&paged, Order::NewestFirst);
    let mut found = calls::list(&state.app, &caller, page).await?;
    let next = listing::cut(&mut found, paged.limit, |(_, call)| Position { at: call.began_at, id: call.id.0 });
    paged.answer(found.iter().map(CallResponse::from).collect(), next)
}
