//! `GET /v1/report-runs`

use actix_web::{Responder, get, web};
use bihuan_app::{Order, Position, reports};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::RunResponse;
use crate::extract::caller::Caller;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::limits::CODE_LENGTH_MAX;
use crate::v1::listing;

/// Which runs.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListRunsQuery {
    /// Only those of this report.
    #[validate(length(max = CODE_LENGTH_MAX))]
    #[param(max_length = 64)]
    code: Option<String>,
    /// Only those that were sent to the caller.
    mine: Option<bool>,
}

/// List reports that ran
///
/// Those about units in the caller's scope, latest first.
#[utoipa::path(
    tag = "reports",
    params(ListRunsQuery, PageParameters),
    responses((status = 200, description = "A page of runs", body = Page<RunResponse>))
)]
#[get("/report-runs")]
pub(super) async fn list_report_runs(
    state: web::Data<State>,
    caller: Caller,
    paged: Paged<ListRunsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let (code, mine) = (paged.filter.code.clone(), paged.filter.mine.unwrap_or_default());
    let mut rows = reports::list(&state.app, &caller, code, mine, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |run| Position { at: run.created_at, id: run.id });
    paged.answer(rows.iter().map(RunResponse::from).collect(), next)
}
