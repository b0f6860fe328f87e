//! `POST /v1/callbacks/claim-next`

use actix_web::{post, web};
use bihuan_app::callbacks::{self, CallbackView};
use bihuan_app::reply::StoredReply;
use serde::Serialize;
use utoipa::ToSchema;

use super::response::CallbackResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;

/// What was claimed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ClaimNextResponse {
    /// The callback; null when nothing is to be called now.
    callback: Option<CallbackResponse>,
}

/// Claim the next callback
///
/// Of those that may be made now and that nobody has claimed: the one with the least time left within permitted hours. The
/// claim runs out by itself.
#[utoipa::path(
    tag = "callbacks",
    params(IdempotencyKey),
    responses((status = 200, description = "Claimed, or nothing to claim", body = ClaimNextResponse))
)]
#[post("/callbacks/claim-next")]
pub(super) async fn claim_next_callback(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "claim_next_callback", key, &body.fingerprint, claimed);
    Ok(Answered(callbacks::claim_next(&state.app, &caller, reply).await?))
}

fn claimed(view: &Option<CallbackView>) -> StoredReply {
    reply::done(&ClaimNextResponse { callback: view.as_ref().map(CallbackResponse::from) })
}
