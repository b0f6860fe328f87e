//! `GET /v1/jobs/{id}/results`

use actix_web::{Responder, get, web};
use bihuan_app::jobs::{self, ResultRow};
use bihuan_domain::id::JobId;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// What a job found about one ticket.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct JobResultResponse {
    /// Its place among the findings of the job.
    no: i64,
    /// The ticket.
    ticket_id: Uuid,
    /// `number` and `clocks`, by the kind of the job. A preview or recomputation says of each clock `no`, `code`,
    /// `dueBefore` and `dueAfter`, and why a ticket was `kept`; a simulation says `code`, `workOrder`, `unit`,
    /// `dueBefore`, `dueAfter`, `lateBefore` and `lateAfter`, and why a ticket was `skipped`.
    #[schema(value_type = Object)]
    found: Value,
}

impl From<ResultRow> for JobResultResponse {
    fn from((no, ticket, found): ResultRow) -> Self {
        Self { no, ticket_id: ticket.0, found }
    }
}

/// List what a job found
///
/// Ticket by ticket, in the order in which they were found, as far as the caller may see the tickets. A running job adds
/// to the end.
#[utoipa::path(
    tag = "jobs",
    params(ById, PageParameters),
    responses((status = 200, description = "A page of findings", body = Page<JobResultResponse>))
)]
#[get("/jobs/{id}/results")]
pub(super) async fn list_job_results(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    paged: Paged<Empty, i64>,
) -> Result<impl Responder, Problem> {
    let (after, limit) = (paged.after.unwrap_or_default(), listing::one_more(paged.limit));
    let mut rows = jobs::results(&state.app, &caller, JobId(path.id), after, limit).await?;
    let next = listing::cut(&mut rows, paged.limit, |(no, ..)| *no);
    paged.answer(rows.into_iter().map(JobResultResponse::from).collect(), next)
}
