//! `GET /healthz` (a restart would not help) and `GET /readyz` (it can serve).
//!
//! Late is not dead: a burst of alarms, or a slow database, makes clocks late on a process that is well, and a restart
//! would make it worse. Clocks that stand still while the process goes on are what a restart is for.

use std::sync::Arc;

use actix_web::{Responder, get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::problem::code::ProblemCode;
use crate::state::State;

/// How the process is, as it knows itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vitals {
    /// Whether the database answers.
    pub database: bool,
    /// How its clocks are.
    pub clocks: ClockVitals,
}

/// How clocks are told that their time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClockVitals {
    /// Whether they are told at their time.
    pub state: ClockState,
    /// Tickets that wait to be told, on any node; not counted beyond ten thousand.
    #[schema(example = 0)]
    pub overdue: i64,
    /// For how many seconds the first of them has been waiting.
    #[schema(example = 0)]
    pub oldest_seconds: u64,
}

/// Whether clocks are told at their time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// They are.
    OnTime,
    /// They are told late, and it is being worked on.
    Late,
    /// This process tells none any more.
    Stuck,
}

/// Tells how the process is.
pub type Examination = Arc<dyn Fn() -> Vitals + Send + Sync>;

/// How the process is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Health {
    /// `ok`.
    #[schema(example = "ok")]
    status: &'static str,
    /// How its clocks are.
    clocks: ClockVitals,
}

impl Health {
    fn of(vitals: Vitals) -> web::Json<Self> {
        web::Json(Self { status: "ok", clocks: vitals.clocks })
    }
}

/// Liveness
///
/// Answers 200 as long as a restart would not help, else the problem `stalled`: the process runs, but tells no clock any
/// more that its time has come. Clocks that are merely late are no reason to restart.
#[utoipa::path(tag = "operations", responses((status = 200, description = "The process runs", body = Health)))]
#[get("/healthz")]
pub(crate) async fn get_health(state: web::Data<State>) -> Result<impl Responder, Problem> {
    let vitals = (state.vitals)();
    match vitals.clocks.state {
        ClockState::OnTime | ClockState::Late => Ok(Health::of(vitals)),
        ClockState::Stuck => Err(Problem::new(ProblemCode::Stalled)),
    }
}

/// Readiness
///
/// Answers 200 when the process can serve requests, else the problem `not_ready`.
#[utoipa::path(tag = "operations", responses((status = 200, description = "Ready", body = Health)))]
#[get("/readyz")]
pub(crate) async fn get_readiness(state: web::Data<State>) -> Result<impl Responder, Problem> {
    let vitals = (state.vitals)();
    if vitals.database {
        return Ok(Health::of(vitals));
    }
    tracing::warn!("not ready: the database does not answer");
    Err(Problem::new(ProblemCode::NotReady))
}
