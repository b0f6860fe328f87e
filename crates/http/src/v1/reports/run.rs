//! `POST /v1/reports/{code}/runs`

use actix_web::{Responder, post, web};
use bihuan_app::reply::StoredReply;
use bihuan_app::reports::{self, ReportRequest, ReportRun};
use bihuan_domain::code::UnitCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::report_runs::response::RunResponse;
use crate::v1::schema::{CalendarDay, Code};

/// Which report.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct ByCode {
    /// The code of the report.
    code: String,
}

/// What the report is to be about.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RunReportRequest {
    /// A day of the period; the last period that is over when left out.
    day: Option<CalendarDay>,
    /// The unit, with all below; the caller's own when left out.
    #[schema(value_type = Option<Code>)]
    unit: Option<UnitCode>,
}

/// Run a report
///
/// Over the data as they stand. The run is kept; the same report over unchanged data is the same to the byte.
#[utoipa::path(
    tag = "reports",
    params(ByCode, IdempotencyKey),
    responses((status = 201, description = "Ran", body = RunResponse, headers(("Location" = String))))
)]
#[post("/reports/{code}/runs")]
pub(super) async fn run_report(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ByCode>,
    key: IdempotencyKey,
    body: Json<RunReportRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "run_report", key, &body.fingerprint, render);
    let RunReportRequest { day, unit } = body.into_inner();
    let request = ReportRequest { code: path.code.clone(), day: day.map(|day| day.0), unit };
    Ok(Answered(reports::run(&state.app, &caller, request, reply).await?))
}

fn render(run: &ReportRun) -> StoredReply {
    reply::created(format!("/v1/report-runs/{}", run.id), None, &RunResponse::from(run))
}
