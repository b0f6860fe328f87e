//! `POST /v1/users/{id}/actions/set-password`

use actix_web::post;
use bihuan_app::sessions::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN};
use bihuan_app::users::Change;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::change::change;
use super::response::UserResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;

/// The new password.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SetPasswordRequest {
    /// The password.
    #[validate(length(min = PASSWORD_LENGTH_MIN, max = PASSWORD_LENGTH_MAX))]
    #[schema(min_length = 10, max_length = 128, format = Password)]
    password: String,
}

/// Set a user's password
///
/// All sessions of the user end at once.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Set", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/set-password")]
pub(super) async fn set_user_password(
    asked: Asked,
    version: IfMatch,
    body: Json<SetPasswordRequest>,
) -> Result<Answered, Problem> {
    change(asked, version, "set_user_password", &body.fingerprint, Change::Password(body.value.password)).await
}
