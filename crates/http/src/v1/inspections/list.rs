//! `GET /v1/inspections`

use actix_web::{Responder, get, web};
use bihuan_app::quality::inspections::{self, InspectionFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::code::InspectionPlanCode;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::InspectionResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::PERIOD_LENGTH;
use crate::v1::listing;
use crate::v1::schema::Code;

/// Which inspections.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListInspectionsQuery {
    /// Only those of this plan.
    #[param(value_type = Option<Code>, inline)]
    plan: Option<InspectionPlanCode>,
    /// Only those of this month, such as `2026-06`.
    #[validate(length(equal = PERIOD_LENGTH))]
    #[param(min_length = 7, max_length = 7)]
    period: Option<String>,
    /// Only those whose sheet is filled in, or only others.
    done: Option<bool>,
}

/// List inspections
///
/// Those of tickets that the caller's unit and those below it took, in the order in which they were drawn.
#[utoipa::path(
    tag = "quality",
    params(ListInspectionsQuery, PageParameters),
    responses((status = 200, description = "A page of inspections", body = Page<InspectionResponse>))
)]
#[get("/inspections")]
pub(super) async fn list_inspections(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListInspectionsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::OldestFirst);
    let filter = InspectionFilter {
        plan: paged.filter.plan.clone(),
        period: paged.filter.period.clone(),
        done: paged.filter.done,
    };
    let mut rows = inspections::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, position)| *position);
    paged.answer(rows.iter().map(|(view, _)| InspectionResponse::from(view)).collect(), next)
}
