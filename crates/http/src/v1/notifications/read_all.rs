//! `POST /v1/notifications/read-all`

use actix_web::{post, web};
use bihuan_app::notifications::{self, READ_ALL_MAX};
use bihuan_app::reply::StoredReply;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;

/// What was marked as read.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ReadAllResponse {
    /// How many.
    count: usize,
    /// Whether there may be more: one request marks 1000.
    has_more: bool,
}

/// Mark everything as read
///
/// The oldest first, at most 1000 in one request.
#[utoipa::path(
    tag = "notifications",
    params(IdempotencyKey),
    responses((status = 200, description = "Read", body = ReadAllResponse))
)]
#[post("/notifications/read-all")]
pub(super) async fn read_all_notifications(
    state: web::Data<State>,
    caller: Caller,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let reply = reply::to(&caller, "read_all_notifications", key, &body.fingerprint, render);
    Ok(Answered(notifications::read_all(&state.app, &caller, reply).await?))
}

fn render(count: &usize) -> StoredReply {
    let has_more = i64::try_from(*count).is_ok_and(|count| count >= READ_ALL_MAX);
    reply::done(&ReadAllResponse { count: *count, has_more })
}
