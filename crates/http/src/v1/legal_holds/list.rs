//! `GET /v1/legal-holds`

use actix_web::{Responder, get, web};
use bihuan_app::records;
use bihuan_app::{Order, Position};
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::LegalHoldResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// Which holds.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListLegalHoldsQuery {
    /// Only those on this ticket.
    ticket_id: Option<Uuid>,
}

/// List legal holds
///
/// Those on tickets that the caller may see, lifted ones too, newest first.
#[utoipa::path(
    tag = "records",
    params(ListLegalHoldsQuery, PageParameters),
    responses((status = 200, description = "A page of holds", body = Page<LegalHoldResponse>))
)]
#[get("/legal-holds")]
pub(super) async fn list_legal_holds(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListLegalHoldsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let ticket = paged.filter.ticket_id.map(TicketId);
    let mut rows = records::list_holds(&state.app, &caller, ticket, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |hold| Position { at: hold.placed_at, id: hold.id.0 });
    paged.answer(rows.iter().map(LegalHoldResponse::from).collect(), next)
}
