//! `GET /v1/jobs/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::jobs;
use bihuan_domain::id::JobId;

use super::response::JobResponse;
use crate::extract::caller::Caller;
use crate::extract::language::{Language, Localized};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a job
///
/// With its progress and the figures found so far. Ask again until `endedAt` is there.
#[utoipa::path(
    tag = "jobs",
    params(ById),
    responses((status = 200, description = "The job", body = JobResponse))
)]
#[get("/jobs/{id}")]
pub(super) async fn get_job(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
    language: Language,
) -> Result<impl Responder, Problem> {
    let job = jobs::get(&state.app, &caller, JobId(path.id)).await?;
    Ok(Localized { language, body: JobResponse::new(job, language)? })
}
