//! `POST /v1/users/{id}/actions/set-email`

use actix_web::post;
use bihuan_app::users::Change;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::change::change;
use super::email::mail_address;
use super::response::UserResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;

/// The new address.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SetEmailRequest {
    /// Where mail reaches the user; without it, none does.
    #[validate(custom(function = "mail_address"))]
    #[schema(max_length = 254, pattern = "^[^@\\s]+@[^@\\s]+$")]
    email: Option<String>,
}

/// Set a user's mail address
///
/// Notifications that are pushed by mail go there.
#[utoipa::path(
    tag = "users",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Set", body = UserResponse, headers(("ETag" = String))))
)]
#[post("/users/{id}/actions/set-email")]
pub(super) async fn set_user_email(
    asked: Asked,
    version: IfMatch,
    body: Json<SetEmailRequest>,
) -> Result<Answered, Problem> {
    change(asked, version, "set_user_email", &body.fingerprint, Change::Email(body.value.email)).await
}
