//! `GET /v1/jobs`

use actix_web::{Responder, get, web};
use bihuan_app::jobs::{self, JobFilter};
use bihuan_app::{Order, Position};
use bihuan_domain::job::{JobKind, JobState};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::JobResponse;
use crate::extract::caller::Caller;
use crate::extract::language::Language;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;
use crate::v1::schema::{JobKindName, JobStateName};

/// Which jobs.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListJobsQuery {
    /// Only those of this kind.
    #[param(value_type = Option<JobKindName>, inline)]
    kind: Option<JobKind>,
    /// Only those in this state.
    #[param(value_type = Option<JobStateName>, inline)]
    state: Option<JobState>,
}

/// List jobs
///
/// Those that people of the caller's unit and below have asked for, newest first; without what they found.
#[utoipa::path(
    tag = "jobs",
    params(ListJobsQuery, PageParameters),
    responses((status = 200, description = "A page of jobs", body = Page<JobResponse>))
)]
#[get("/jobs")]
pub(super) async fn list_jobs(
    state: web::Data<State>,
    caller: Caller,
    language: Language,
    paged: Paged<ListJobsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let request = listing::request(&paged, Order::NewestFirst);
    let filter = JobFilter { kind: paged.filter.kind, state: paged.filter.state };
    let mut rows = jobs::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |job| Position { at: job.created_at, id: job.id.0 });
    let data = rows.into_iter().map(|job| JobResponse::new(job, language)).collect::<Result<_, _>>()?;
    paged.answer(data, next)
}
