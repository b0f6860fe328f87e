//! `GET /v1/tickets`

use actix_web::{Responder, get, web};
use bihuan_app::tickets::{self, TicketFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::TicketSummary;
use super::stage::StageName;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::{CODE_LENGTH_MAX, EXTERNAL_LENGTH_MAX, NUMBER_LENGTH_MAX, PHONE_LENGTH_MAX};
use crate::v1::listing;

/// Which tickets.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListTicketsQuery {
    /// Only those in this stage.
    #[param(inline)]
    stage: Option<StageName>,
    /// Only those of this kind.
    #[validate(length(max = CODE_LENGTH_MAX))]
    #[param(max_length = 64)]
    kind: Option<String>,
    /// Only those that arrived by this channel.
    #[validate(length(max = CODE_LENGTH_MAX))]
    #[param(max_length = 64)]
    channel: Option<String>,
    /// Only those with this contact phone, spelled in any way.
    #[validate(length(max = PHONE_LENGTH_MAX))]
    #[param(max_length = 32)]
    phone: Option<String>,
    /// Only the one with this number.
    #[validate(length(max = NUMBER_LENGTH_MAX))]
    #[param(max_length = 32)]
    number: Option<String>,
    /// Only those from this system.
    #[validate(length(max = EXTERNAL_LENGTH_MAX))]
    #[param(max_length = 128)]
    system: Option<String>,
    /// Only those with this name there.
    #[validate(length(max = EXTERNAL_LENGTH_MAX))]
    #[param(max_length = 128)]
    external_id: Option<String>,
    /// Only those that wait, or waited, for this ticket.
    main_id: Option<Uuid>,
}

/// List tickets
///
/// Those in the caller's scope, newest first.
#[utoipa::path(
    tag = "tickets",
    params(ListTicketsQuery, PageParameters),
    responses((status = 200, description = "A page of tickets", body = Page<TicketSummary>))
)]
#[get("/tickets")]
pub(super) async fn list_tickets(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListTicketsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let query = &paged.filter;
    let filter = TicketFilter {
        stage: query.stage.map(|stage| stage.as_str().to_owned()),
        kind: query.kind.clone(),
        channel: query.channel.clone(),
        phone_key: query.phone.clone(),
        number: query.number.clone(),
        system: query.system.clone(),
        external_id: query.external_id.clone(),
        main: query.main_id.map(TicketId),
    };
    let mut rows = tickets::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, ticket)| Position { at: ticket.opened_at, id: ticket.id.0 });
    paged.answer(rows.iter().map(TicketSummary::from).collect(), next)
}
