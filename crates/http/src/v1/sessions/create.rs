//! `POST /v1/sessions`

use actix_web::{HttpResponse, Responder, post, web};
use bihuan_app::sessions::{self, PASSWORD_LENGTH_MAX};
use bihuan_app::users::LOGIN_LENGTH_MAX;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::SessionResponse;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::state::State;

/// Who signs in.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateSessionRequest {
    /// The name the user signs in with.
    #[validate(length(min = 1, max = LOGIN_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 64)]
    login: String,
    /// The password.
    #[validate(length(min = 1, max = PASSWORD_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    password: String,
}

/// Sign in
///
/// Answers with a short-lived access token and a refresh token for the next one.
#[utoipa::path(
    tag = "sessions",
    security(()),
    responses((status = 201, description = "Signed in", body = SessionResponse))
)]
#[post("/sessions")]
pub(super) async fn create_session(
    state: web::Data<State>,
    body: Json<CreateSessionRequest>,
) -> Result<impl Responder, Problem> {
    let CreateSessionRequest { login, password } = body.into_inner();
    let signed_in = sessions::login(&state.app, login, password).await?;
    Ok(HttpResponse::Created().json(SessionResponse::issue(&state, signed_in)?))
}
