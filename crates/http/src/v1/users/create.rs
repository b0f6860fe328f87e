//! `POST /v1/users`

use std::borrow::Cow;

use actix_web::{Responder, post, web};
use bihuan_app::reply::StoredReply;
use bihuan_app::sessions::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN};
use bihuan_app::users::{self, LOGIN_LENGTH_MAX, NAME_LENGTH_MAX, NewUser, ROLES_MAX, User};
use bihuan_domain::code::{RoleCode, UnitCode};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::email::mail_address;
use super::response::UserResponse;
use crate::extract::caller::Caller;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;
use crate::v1::schema::Code;

/// A user to create.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateUserRequest {
    /// The name the user signs in with.
    #[validate(custom(function = "visible_ascii"))]
    #[schema(min_length = 1, max_length = 64, pattern = "^[\\x21-\\x7E]+$")]
    login: String,
    /// The name colleagues know.
    #[validate(length(min = 1, max = NAME_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    name: String,
    /// The code of the unit.
    #[schema(value_type = Code)]
    unit: UnitCode,
    /// The codes of the roles; none of them may permit more than the caller may.
    #[validate(length(max = ROLES_MAX))]
    #[schema(value_type = Vec<Code>, max_items = 16)]
    roles: Vec<RoleCode>,
    /// The password.
    #[validate(length(min = PASSWORD_LENGTH_MIN, max = PASSWORD_LENGTH_MAX))]
    #[schema(min_length = 10, max_length = 128, format = Password)]
    password: String,
    /// Where mail reaches the user.
    #[validate(custom(function = "mail_address"))]
    #[schema(max_length = 254, pattern = "^[^@\\s]+@[^@\\s]+$")]
    email: Option<String>,
}

/// Create a user
///
/// In the caller's unit or one below it. Nobody can give more than the own roles permit.
#[utoipa::path(
    tag = "users",
    params(IdempotencyKey),
    responses((status = 201, description = "Created", body = UserResponse,
        headers(("Location" = String), ("ETag" = String))))
)]
#[post("/users")]
pub(super) async fn create_user(
    caller: Caller,
    state: web::Data<State>,
    key: IdempotencyKey,
    body: Json<CreateUserRequest>,
) -> Result<impl Responder, Problem> {
    let reply = reply::to(&caller, "create_user", key, &body.fingerprint, render);
    let CreateUserRequest { login, name, unit, roles, password, email } = body.into_inner();
    let new = NewUser { login, name, unit, roles, password, email };
    Ok(Answered(users::create(&state.app, &caller, new, reply).await?))
}

fn render(user: &User) -> StoredReply {
    reply::created(format!("/v1/users/{}", user.id), Some(user.version), &UserResponse::from(user))
}

fn visible_ascii(login: &str) -> Result<(), ValidationError> {
    let fits = (1..=LOGIN_LENGTH_MAX).contains(&(login.len() as u64)) && login.bytes().all(|b| b.is_ascii_graphic());
    if fits {
        return Ok(());
    }
    let mut error = ValidationError::new("visible_ascii");
    error.add_param(Cow::Borrowed("min"), &1);
    error.add_param(Cow::Borrowed("max"), &LOGIN_LENGTH_MAX);
    Err(error)
}
