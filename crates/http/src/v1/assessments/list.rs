//! `GET /v1/assessments`

use actix_web::{Responder, get, web};
use bihuan_app::assessments::{self, AssessmentFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::id::UserId;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;
use validator::Validate;

use super::response::AssessmentResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::PERIOD_LENGTH;
use crate::v1::listing;

/// Which assessments.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListAssessmentsQuery {
    /// Only those of this user.
    person_id: Option<Uuid>,
    /// Only those of this month, such as `2026-06`.
    #[validate(length(equal = PERIOD_LENGTH))]
    #[param(min_length = 7, max_length = 7)]
    period: Option<String>,
    /// Only those that are frozen, or only others.
    r#final: Option<bool>,
}

/// List assessments
///
/// Those of people of the caller's unit and below, newest first.
#[utoipa::path(
    tag = "assessments",
    params(ListAssessmentsQuery, PageParameters),
    responses((status = 200, description = "A page of assessments", body = Page<AssessmentResponse>))
)]
#[get("/assessments")]
pub(super) async fn list_assessments(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListAssessmentsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = AssessmentFilter {
        person: paged.filter.person_id.map(UserId),
        period: paged.filter.period.clone(),
        is_final: paged.filter.r#final,
    };
    let mut rows = assessments::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |(_, one)| Position { at: one.opened_at, id: one.id.0 });
    paged.answer(rows.iter().map(AssessmentResponse::from).collect(), next)
}
