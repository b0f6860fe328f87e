//! `POST /v1/jobs/{id}/actions/cancel`

use actix_web::http::StatusCode;
use actix_web::post;
use bihuan_app::jobs::{self, JobRecord};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::JobId;

use super::response::JobResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Cancel a job
///
/// One that waits ends at once, one that runs after the step it is in. What it has done stays done.
#[utoipa::path(
    tag = "jobs",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Called off", body = JobResponse))
)]
#[post("/jobs/{id}/actions/cancel")]
pub(super) async fn cancel_job(asked: Asked, body: Json<Empty>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "cancel_job", key, &body.fingerprint, render);
    Ok(Answered(jobs::cancel(&state.app, &caller, JobId(id), reply).await?))
}

fn render(job: &JobRecord) -> StoredReply {
    reply::written(StatusCode::OK, None, &JobResponse::plain(job))
}
