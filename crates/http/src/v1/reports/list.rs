//! `GET /v1/reports`

use actix_web::{Responder, get, web};
use bihuan_app::reports;
use bihuan_domain::policy::reports::ReportSpec;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::Bilingual;

/// A report that can be run.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportDefinition)]
struct ReportResponse {
    /// Its code.
    code: String,
    /// What people call it.
    name: Bilingual,
    /// The period it is about: `day`, `week`, `month`, `quarter`, `year`.
    #[schema(value_type = String)]
    period: bihuan_domain::policy::reports::ReportPeriod,
    /// The indicators it shows.
    indicators: Vec<String>,
    /// Whether it runs by itself.
    scheduled: bool,
    /// The roles it is sent to.
    recipients: Vec<String>,
    /// Whether it also runs for every unit below the root where somebody with one of these roles is, and is sent to him.
    each_unit: bool,
}

impl From<&ReportSpec> for ReportResponse {
    fn from(spec: &ReportSpec) -> Self {
        Self {
            code: spec.code.to_string(),
            name: spec.name.clone().into(),
            period: spec.period,
            indicators: spec.sections.iter().flat_map(|section| section.indicators.clone()).collect(),
            scheduled: spec.schedule.is_some(),
            recipients: spec.recipients.iter().map(ToString::to_string).collect(),
            each_unit: spec.each_unit,
        }
    }
}

/// List reports
///
/// Those of the policy in force, by code.
#[utoipa::path(
    tag = "reports",
    params(PageParameters),
    responses((status = 200, description = "A page of reports", body = Page<ReportResponse>))
)]
#[get("/reports")]
pub(super) async fn list_reports(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<Empty, String>,
) -> Result<impl Responder, Problem> {
    let mut rows = reports::definitions(&state.app, &caller)?;
    rows.sort_by(|left, right| left.code.cmp(&right.code));
    rows.retain(|spec| paged.after.as_ref().is_none_or(|after| spec.code.as_str() > after.as_str()));
    let next = listing::cut(&mut rows, paged.limit, |spec| spec.code.to_string());
    paged.answer(rows.iter().map(ReportResponse::from).collect(), next)
}
