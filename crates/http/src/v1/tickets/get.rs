//! `GET /v1/tickets/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::tickets;
use bihuan_domain::id::TicketId;

use super::response::TicketResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a ticket
///
/// With its work orders, its latest callback, its time limits, and what the caller may do with it.
#[utoipa::path(
    tag = "tickets",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The ticket", body = TicketResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/tickets/{id}")]
pub(super) async fn get_ticket(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let view = tickets::get(&state.app, &caller, TicketId(path.id)).await?;
    Ok(Versioned { version: view.stored.versions.ticket, body: TicketResponse::from(&view) })
}
