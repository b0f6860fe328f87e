//! `GET /v1/events`

use actix_web::{Responder, get, web};
use bihuan_app::events;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::position::{self, POSITION_LENGTH_MAX};
use super::response::EventResponse;
use crate::extract::caller::Caller;
use crate::extract::query::Query;
use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;
use crate::v1::listing;

/// The most events of one answer.
const EVENTS_LIMIT_MAX: u32 = 1000;

/// How many events when the caller does not say.
const EVENTS_LIMIT_DEFAULT: u32 = 100;

/// From where, and how many.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListEventsQuery {
    /// `page.next` of the answer before; from the beginning when left out.
    #[validate(length(max = POSITION_LENGTH_MAX))]
    #[param(max_length = 64)]
    after: Option<String>,
    /// The most events to answer with.
    #[validate(range(min = 1, max = EVENTS_LIMIT_MAX))]
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
}

/// Events in order.
#[derive(Debug, Serialize, ToSchema)]
struct EventsResponse {
    /// The events.
    data: Vec<EventResponse>,
    /// How to go on.
    page: EventsPageInfo,
}

/// How to go on behind events.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct EventsPageInfo {
    /// The position to go on from, also when nothing more is there yet. It stays good.
    next: String,
    /// Whether more is there already.
    has_more: bool,
}

/// Follow the events
///
/// Everything that happened in the caller's scope, each event once, in the order in which it became visible to all.
#[utoipa::path(
    tag = "events",
    params(ListEventsQuery),
    responses((status = 200, description = "Events in order", body = EventsResponse))
)]
#[get("/events")]
pub(super) async fn list_events(
    state: web::Data<State>,
    caller: Caller,
    query: Query<ListEventsQuery>,
) -> Result<impl Responder, Problem> {
    let opened =
        query.after.as_deref().map(|text| position::open(text).ok_or_else(|| Problem::new(ProblemCode::CursorInvalid)));
    let after = opened.transpose()?.unwrap_or_default();
    let limit = query.limit.unwrap_or(EVENTS_LIMIT_DEFAULT);
    let mut rows = events::follow(&state.app, &caller, after, listing::one_more(limit)).await?;
    let has_more = listing::cut(&mut rows, limit, |_| ()).is_some();
    let next = position::seal(rows.last().map_or(after, |event| event.position));
    let data = rows.into_iter().map(EventResponse::from).collect();
    Ok(web::Json(EventsResponse { data, page: EventsPageInfo { next, has_more } }))
}
