//! `GET /v1/staff-error-totals/{period}`

use actix_web::{Responder, get, web};
use bihuan_app::quality::staff_errors::{self, PersonTotal};
use bihuan_domain::id::UserId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// Which month.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct PeriodPath {
    /// The month, such as `2026-06`.
    period: String,
}

/// The errors of a person in a month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = StaffErrorTotal)]
struct StaffErrorTotalResponse {
    /// The user.
    person_id: Uuid,
    /// Errors that stand.
    errors: i64,
    /// Their points.
    points: i64,
}

impl From<PersonTotal> for StaffErrorTotalResponse {
    fn from(total: PersonTotal) -> Self {
        Self { person_id: total.person.0, errors: total.errors, points: total.points }
    }
}

/// Summarise the errors of a month
///
/// By person of the caller's unit and below. Errors that were struck out by a ruling do not count.
#[utoipa::path(
    tag = "quality",
    params(PeriodPath, PageParameters),
    responses((status = 200, description = "A page of people", body = Page<StaffErrorTotalResponse>))
)]
#[get("/staff-error-totals/{period}")]
pub(super) async fn list_staff_error_totals(
    state: web::Data<State>,
    caller: Caller,
    path: Path<PeriodPath>,
    paged: Paged<Empty, UserId>,
) -> Result<impl Responder, Problem> {
    let limit = listing::one_more(paged.limit);
    let mut rows = staff_errors::totals(&state.app, &caller, path.period.clone(), paged.after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |total| total.person);
    paged.answer(rows.into_iter().map(StaffErrorTotalResponse::from).collect(), next)
}
