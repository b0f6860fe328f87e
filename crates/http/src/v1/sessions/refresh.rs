//! `POST /v1/sessions/refresh`

use actix_web::{Responder, post, web};
use bihuan_app::sessions;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::SessionResponse;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::state::State;

/// The longest refresh token, in characters; ours are shorter.
const REFRESH_TOKEN_LENGTH_MAX: u64 = 128;

/// The token to exchange.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RefreshSessionRequest {
    /// The refresh token of the last answer.
    #[validate(length(min = 1, max = REFRESH_TOKEN_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 128)]
    refresh_token: String,
}

/// Exchange a refresh token
///
/// A refresh token is good once. Whoever uses one a second time ends the session: it may have been stolen.
#[utoipa::path(
    tag = "sessions",
    security(()),
    responses((status = 200, description = "The next tokens", body = SessionResponse))
)]
#[post("/sessions/refresh")]
pub(super) async fn refresh_session(
    state: web::Data<State>,
    body: Json<RefreshSessionRequest>,
) -> Result<impl Responder, Problem> {
    let signed_in = sessions::refresh(&state.app, &body.refresh_token).await?;
    Ok(web::Json(SessionResponse::issue(&state, signed_in)?))
}
