//! `GET /v1/tickets/{id}/timeline`

use actix_web::{Responder, get, web};
use bihuan_app::tickets;
use bihuan_domain::id::TicketId;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::events::response::EventResponse;
use crate::v1::listing;

/// Get the timeline of a ticket
///
/// Everything that happened to it, to its work orders, its callbacks and its time limits, oldest first.
#[utoipa::path(
    tag = "tickets",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of events", body = Page<EventResponse>))
)]
#[get("/tickets/{id}/timeline")]
pub(super) async fn get_timeline(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, i64>,
) -> Result<impl Responder, Problem> {
    let (after, limit) = (paged.after.unwrap_or_default(), listing::one_more(paged.limit));
    let mut rows = tickets::timeline(&state.app, &caller, TicketId(path.id), after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |event| event.position.sequence);
    paged.answer(rows.into_iter().map(EventResponse::from).collect(), next)
}
