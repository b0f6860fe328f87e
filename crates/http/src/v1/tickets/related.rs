//! `GET /v1/tickets/{id}/related`

use actix_web::{Responder, get, web};
use bihuan_app::tickets::{self, VersionedTicket};
use bihuan_app::{Order, Position};
use bihuan_domain::id::TicketId;
use serde::Serialize;
use utoipa::ToSchema;

use super::consequences::FinalAnswerResponse;
use super::response::TicketSummary;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// A ticket about the same matter.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RelatedTicketResponse {
    #[serde(flatten)]
    ticket: TicketSummary,
    /// What the customer was told for good.
    #[serde(skip_serializing_if = "Option::is_none")]
    final_answer: Option<FinalAnswerResponse>,
}

/// List the tickets about the same matter
///
/// What counts as the same matter, the policy says. Newest first, without the ticket itself.
#[utoipa::path(
    tag = "tickets",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of tickets", body = Page<RelatedTicketResponse>))
)]
#[get("/tickets/{id}/related")]
pub(super) async fn list_related_tickets(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = tickets::related(&state.app, &caller, TicketId(path.id), request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, ticket)| Position { at: ticket.opened_at, id: ticket.id.0 });
    paged.answer(rows.iter().map(RelatedTicketResponse::from).collect(), next)
}

impl From<&VersionedTicket> for RelatedTicketResponse {
    fn from((version, ticket): &VersionedTicket) -> Self {
        let final_answer = ticket.final_answer.as_ref().map(FinalAnswerResponse::from);
        Self { ticket: TicketSummary::new(*version, ticket), final_answer }
    }
}
