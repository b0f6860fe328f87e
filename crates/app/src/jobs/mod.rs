//! Jobs: work that takes longer than a request. Here they are asked for, looked at and called off; [`run`] works on them.

pub mod failure;
mod look;
pub mod run;
pub(crate) mod step;

pub use bihuan_persistence::jobs::{JobFilter, JobRecord, ResultRow};
pub use look::{cancel, get, list, results};

use bihuan_domain::actor::Actor;
use bihuan_domain::id::JobId;
use bihuan_domain::job::JobKind;
use bihuan_persistence::Tx;
use bihuan_persistence::jobs::{self as rows, NewJob};
use bihuan_persistence::page::Scope;
use serde::Serialize;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Jobs that may wait or run at a time.
pub const OPEN_JOBS_MAX: i64 = 100;

/// In whose name a job runs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Errand {
    unit_path: String,
    actor: Actor,
    request_id: Option<String>,
}

impl Errand {
    /// In the name of a caller.
    pub(crate) fn of(caller: &Caller) -> Self {
        Self {
            unit_path: caller.principal.unit_path.clone(),
            actor: caller.actor(),
            request_id: caller.request_id.clone(),
        }
    }

    /// In nobody's name: from the command line.
    pub(crate) fn of_the_system() -> Self {
        Self { unit_path: String::new(), actor: Actor::System, request_id: None }
    }
}

/// What a job is to do.
pub(crate) struct Order<'a, I> {
    /// Which kind of work.
    pub(crate) kind: JobKind,
    /// What exactly.
    pub(crate) input: &'a I,
    /// The files of the draft it works with.
    pub(crate) files: Vec<(String, String)>,
    /// How long no node may take it.
    pub(crate) after_seconds: i64,
}

/// Queues a job inside the caller's transaction.
pub(crate) fn queue<I: Serialize>(
    app: &App,
    tx: &mut Tx<'_>,
    errand: &Errand,
    order: Order<'_, I>,
) -> Result<JobRecord, Error> {
    if rows::open_count(tx, OPEN_JOBS_MAX)? >= OPEN_JOBS_MAX {
        return Err(Error::LimitExceeded { limit: "open_jobs", maximum: OPEN_JOBS_MAX.unsigned_abs() });
    }
    let now = app.wall.now();
    let id = JobId(app.ids.id(now));
    let input = serde_json::to_value(order.input).map_err(|error| Error::Internal(Box::new(error)))?;
    rows::insert(
        tx,
        &NewJob {
            id,
            kind: order.kind,
            unit_path: errand.unit_path.clone(),
            actor: errand.actor.clone(),
            request_id: errand.request_id.clone(),
            input,
            files: order.files,
            created_at: now,
            due_at: now.plus_seconds(order.after_seconds),
        },
    )?;
    rows::find(tx, id, &Scope::Everything)?.ok_or(Error::NotFound { what: "job" })
}
