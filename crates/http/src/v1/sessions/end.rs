//! `DELETE /v1/sessions/current`

use actix_web::{HttpResponse, Responder, delete, web};
use bihuan_app::sessions;

use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;

/// Sign out
///
/// The refresh token of this session is good no more; the access token runs out by itself.
#[utoipa::path(tag = "sessions", responses((status = 204, description = "Signed out")))]
#[delete("/sessions/current")]
pub(super) async fn end_session(caller: Caller, state: web::Data<State>) -> Result<impl Responder, Problem> {
    sessions::logout(&state.app, &caller).await?;
    Ok(HttpResponse::NoContent().finish())
}
