//! `POST /v1/users/{id}/actions/disable`

use actix_web::{Responder, post, web};
use bihuan_app::users::Change;

use super::change::{change, render};
use super::response::UserResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::reply;
use crate::state::State;

/// Disable a user
///
/// The user may no longer sign in; all sessions end at once.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Disabled", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/disable")]
pub(super) async fn disable_user(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ById>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "disable_user", key, &body.fingerprint, render);
    change(&state, &caller, path.id, version, Change::Disable, reply).await
}
