//! `GET /v1/staff-errors`

use actix_web::{Responder, get, web};
use bihuan_app::quality::staff_errors::{self, StaffErrorFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::UserId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::StaffErrorResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::PERIOD_LENGTH;
use crate::v1::listing;

/// Which errors.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListStaffErrorsQuery {
    /// Only those of this user.
    person_id: Option<Uuid>,
    /// Only those of this month, such as `2026-06`.
    #[validate(length(equal = PERIOD_LENGTH))]
    #[param(min_length = 7, max_length = 7)]
    period: Option<String>,
    /// Only those whose contest waits for a ruling, or only others.
    contested: Option<bool>,
}

/// List errors
///
/// Those of people of the caller's unit and below, newest first.
#[utoipa::path(
    tag = "quality",
    params(ListStaffErrorsQuery, PageParameters),
    responses((status = 200, description = "A page of errors", body = Page<StaffErrorResponse>))
)]
#[get("/staff-errors")]
pub(super) async fn list_staff_errors(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListStaffErrorsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = StaffErrorFilter {
        person: paged.filter.person_id.map(UserId),
        period: paged.filter.period.clone(),
        contested: paged.filter.contested,
    };
    let mut rows = staff_errors::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, error)| Position { at: error.at, id: error.id.0 });
    paged.answer(rows.iter().map(StaffErrorResponse::from).collect(), next)
}
