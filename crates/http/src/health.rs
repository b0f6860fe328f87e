//! `GET /healthz` (the process runs) and `GET /readyz` (it can serve).

use actix_web::{Responder, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;

/// How the process is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    #[schema(example = "ok")]
    status: &'static str,
}

const OK: web::Json<Health> = web::Json(Health { status: "ok" });

/// Liveness
///
/// Answers as long as the process runs.
#[utoipa::path(tag = "operations", responses((status = 200, description = "The process runs", body = Health)))]
#[get("/healthz")]
pub(crate) async fn get_health() -> impl Responder {
    OK
}

/// Readiness
///
/// Answers 200 when the process can serve requests, else the problem `not_ready`.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Ready", body = Health)))]
#[get("/readyz")]
pub(crate) async fn get_readiness(state: web::Data<State>) -> Result<impl Responder, Problem> {
    (state.readiness)().map_err(|reason| {
        tracing::warn!(reason, "not ready");
        Problem::new(ProblemCode::NotReady)
    })?;
    Ok(OK)
}
