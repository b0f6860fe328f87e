//! `GET /v1/tickets/{id}/clocks/{no}`

use actix_web::{Responder, get, web};
use bihuan_app::tickets;
use bihuan_domain::id::TicketId;

use super::ByNumber;
use super::detail::ClockDetailResponse;
use crate::extract::caller::Caller;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;

/// Get a time limit of a ticket
///
/// With pauses, announcements, earlier deadlines, and the time used and left.
#[utoipa::path(
    tag = "tickets",
    params(ByNumber),
    responses((status = 200, description = "The time limit", body = ClockDetailResponse))
)]
#[get("/tickets/{id}/clocks/{no}")]
pub(super) async fn get_clock(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ByNumber>,
) -> Result<impl Responder, Problem> {
    let clock = tickets::clock(&state.app, &caller, TicketId(path.id), path.no).await?;
    Ok(web::Json(ClockDetailResponse::from(&clock)))
}
