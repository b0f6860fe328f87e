//! `GET /v1/sandbox/clock`

use actix_web::{Responder, get, web};
use bihuan_app::sandbox;

use super::response::SandboxClockResponse;
use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::problem::body::ProblemBody;
use crate::state::State;

/// Read the sandbox clock
///
/// It stands still until it is moved.
#[utoipa::path(
    tag = "sandbox",
    responses(
        (status = 200, description = "What the clock says", body = SandboxClockResponse),
        (status = 404, description = "This is no sandbox", body = ProblemBody, content_type = "application/problem+json")
    )
)]
#[get("/sandbox/clock")]
pub(super) async fn get_sandbox_clock(caller: Caller, state: web::Data<State>) -> Result<impl Responder, Problem> {
    Ok(web::Json(SandboxClockResponse { now: sandbox::now(&state.app, &caller)?.into() }))
}
