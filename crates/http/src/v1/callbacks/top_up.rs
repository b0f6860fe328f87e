//! `POST /v1/callbacks/samples/{plan}/{period}/top-up`

use actix_web::{post, web};
use bihuan_app::callbacks::{self, Sample};
use bihuan_app::reply::StoredReply;

use super::sample::{BySample, SampleResponse};
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::extract::path::Path;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;

/// Top up the sample of a plan
///
/// Calls customers whom the lot had left out, lowest lot first, until the share is reached; those who could not be reached
/// or were removed are replaced. At most 500 at once.
#[utoipa::path(
    tag = "callbacks",
    params(BySample, IdempotencyKey),
    responses((status = 200, description = "The sample as it stands now", body = SampleResponse))
)]
#[post("/callbacks/samples/{plan}/{period}/top-up")]
pub(super) async fn top_up_callback_sample(
    state: web::Data<State>,
    caller: Caller,
    path: Path<BySample>,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let (plan, months) = path.named()?;
    let reply = reply::to(&caller, "top_up_callback_sample", key, &body.fingerprint, topped_up);
    Ok(Answered(callbacks::top_up(&state.app, &caller, plan, months, reply).await?))
}

fn topped_up(sample: &Sample) -> StoredReply {
    reply::done(&SampleResponse::from(sample))
}
