//! `GET /v1/calls`

use actix_web::{Responder, get, web};
use bihuan_app::{Order, PageRequest, Position, calls};

use super::response::CallResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;

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
    let limit = paged.limit as usize;
    let page = PageRequest { after: paged.after, limit: i64::from(paged.limit) + 1, order: Order::NewestFirst };
    let mut found = calls::list(&state.app, &caller, page).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(_, call)| Position { at: call.began_at, id: call.id.0 });
    paged.answer(found.iter().map(CallResponse::from).collect(), next)
}
