//! `POST /v1/users/{id}/actions/enable`

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

/// Enable a user
///
/// The user may sign in again.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Enabled", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/enable")]
pub(super) async fn enable_user(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    change(asked, version, "enable_user", &body.fingerprint, Change::Enable).await
}
