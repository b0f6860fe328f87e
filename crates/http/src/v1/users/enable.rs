//! `POST /v1/users/{id}/actions/enable`

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

/// Enable a user
///
/// The user may sign in again.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Enabled", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/enable")]
pub(super) async fn enable_user(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ById>,
    version: IfMatch,
    key: IdempotencyKey,
    body: Json<Empty>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "enable_user", key, &body.fingerprint, render);
    change(&state, &caller, path.id, version, Change::Enable, reply).await
}
