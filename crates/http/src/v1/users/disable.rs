//! `POST /v1/users/{id}/actions/disable`

use actix_web::post;
use bihuan_app::users::Change;

use super::change::change;
use super::response::UserResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;

/// Disable a user
///
/// The user may no longer sign in; all sessions end at once.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Disabled", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/disable")]
pub(super) async fn disable_user(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    change(asked, version, "disable_user", &body.fingerprint, Change::Disable).await
}
