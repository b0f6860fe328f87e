//! `GET /v1/callbacks/capacity`

use actix_web::{Responder, get, web};
use bihuan_app::callbacks::{self, Capacity, FORECAST_PEOPLE_MAX};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::query::Query;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::schema::Moment;

/// With how many people.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CapacityQuery {
    /// How many people call, all the time.
    #[validate(range(min = 1, max = FORECAST_PEOPLE_MAX))]
    #[serde(default = "one")]
    #[param(minimum = 1, maximum = 500, default = 1)]
    people: u16,
}

const fn one() -> u16 {
    1
}

/// What the backlog comes to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CapacityResponse {
    /// Open calls looked at; at most 5000, those that may be made now first.
    calls: usize,
    /// Open calls in all.
    waiting: i64,
    /// Whether all of them were looked at. Otherwise the backlog ends later, and more may be late, than is said here.
    complete: bool,
    /// When the last of them will have been made.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends_at: Option<Moment>,
    /// How many will be made after the end of their window.
    late: usize,
}

impl From<Capacity> for CapacityResponse {
    fn from(capacity: Capacity) -> Self {
        let Capacity { forecast, waiting, complete } = capacity;
        let (calls, ends_at) = (forecast.calls, forecast.ends_at.map(Moment));
        Self { calls, waiting, complete, ends_at, late: forecast.late }
    }
}

/// Forecast the end of the backlog
///
/// Plays the open callbacks of the caller's scope with so many people, within the permitted hours, the most urgent first.
#[utoipa::path(
    tag = "callbacks",
    params(CapacityQuery),
    responses((status = 200, description = "The forecast", body = CapacityResponse))
)]
#[get("/callbacks/capacity")]
pub(super) async fn get_callback_capacity(
    state: web::Data<State>,
    caller: Caller,
    query: Query<CapacityQuery>,
) -> Result<impl Responder, Problem> {
    let forecast = callbacks::capacity(&state.app, &caller, query.people).await?;
    Ok(web::Json(CapacityResponse::from(forecast)))
}
