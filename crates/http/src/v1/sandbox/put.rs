//! `PUT /v1/sandbox/clock`

use actix_web::{Responder, put, web};
use bihuan_app::sandbox;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::response::SandboxClockResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Json;
use crate::problem::Problem;
use crate::problem::body::ProblemBody;
use crate::state::State;
use crate::v1::schema::Moment;

/// Where the clock is to stand.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct MoveSandboxClockRequest {
    /// The moment; never earlier than the clock stands.
    now: Moment,
}

/// Move the sandbox clock
///
/// Everything that falls due on the way happens at its own moment. The clock never runs backwards.
#[utoipa::path(
    tag = "sandbox",
    responses(
        (status = 200, description = "What the clock says then", body = SandboxClockResponse),
        (status = 404, description = "This is no sandbox", body = ProblemBody, content_type = "application/problem+json")
    )
)]
#[put("/sandbox/clock")]
pub(super) async fn put_sandbox_clock(
    caller: Caller,
    state: web::Data<State>,
    body: Json<MoveSandboxClockRequest>,
) -> Result<impl Responder, Problem> {
    let now = sandbox::move_clock(&state.app, &caller, body.now.0).await?;
    Ok(web::Json(SandboxClockResponse { now: now.into() }))
}
