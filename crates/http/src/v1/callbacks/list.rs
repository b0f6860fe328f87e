//! `GET /v1/callbacks`

use actix_web::{Responder, get, web};
use bihuan_app::callbacks::{self, CallbackFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::callback::CallbackStage;
use bihuan_domain::id::TicketId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::CallbackResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{CalendarDay, CallbackStageName};

/// Which callbacks.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListCallbacksQuery {
    /// Only those in this stage.
    #[param(value_type = Option<CallbackStageName>, inline)]
    stage: Option<CallbackStage>,
    /// Only those of this ticket.
    ticket_id: Option<Uuid>,
    /// Only those whose customers may be called from some moment of this day on: with tomorrow, what is to be done then.
    #[param(value_type = Option<CalendarDay>)]
    due_on: Option<CalendarDay>,
}

/// List callbacks
///
/// Those of tickets in the caller's scope, by the time from which the customer may be called, newest first.
#[utoipa::path(
    tag = "callbacks",
    params(ListCallbacksQuery, PageParameters),
    responses((status = 200, description = "A page of callbacks", body = Page<CallbackResponse>))
)]
#[get("/callbacks")]
pub(super) async fn list_callbacks(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListCallbacksQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = CallbackFilter {
        stage: paged.filter.stage,
        ticket: paged.filter.ticket_id.map(TicketId),
        due_on: paged.filter.due_on.map(|day| day.0),
    };
    let mut rows = callbacks::list(&state.app, &caller, filter, request).await?;
    let next =
        listing::cut(&mut rows, paged.limit, |(_, callback)| Position { at: callback.due_at, id: callback.id.0 });
    paged.answer(rows.iter().map(CallbackResponse::from).collect(), next)
}
