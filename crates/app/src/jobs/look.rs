//! Looking at jobs, and calling them off.

use std::sync::Arc;

use bihuan_domain::id::JobId;
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::Tx;
use bihuan_persistence::jobs::{self as rows, JobFilter, JobRecord, ResultRow};
use bihuan_persistence::page::PageRequest;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// The job with this id.
///
/// # Errors
/// Not found, also when whoever asked for it is outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: JobId) -> Result<JobRecord, Error> {
    caller.principal.require(Permission::JobRead)?;
    let scope = scope::of(&caller.principal);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id, &scope)?)).await?;
    found.ok_or(Error::NotFound { what: "job" })
}

/// One page of the jobs that were asked for in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: JobFilter,
    page: PageRequest,
) -> Result<Vec<JobRecord>, Error> {
    caller.principal.require(Permission::JobRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}

/// What a job found behind `after`, as far as the caller may see the tickets. A running job adds to it.
///
/// # Errors
/// Not found, also when whoever asked for the job is outside the caller's scope.
pub async fn results(
    app: &Arc<App>,
    caller: &Caller,
    id: JobId,
    after: i64,
    limit: i64,
) -> Result<Vec<ResultRow>, Error> {
    caller.principal.require(Permission::JobRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .read(move |tx| {
            rows::find(tx, id, &scope)?.ok_or(Error::NotFound { what: "job" })?;
            Ok(rows::results(tx, id, &scope, after, limit)?)
        })
        .await
}

/// Calls a job off. One that waits ends at once, one that runs after the step it is in; what it has done stays.
///
/// # Errors
/// Not found; refused when it has ended.
pub async fn cancel(app: &Arc<App>, caller: &Caller, id: JobId, reply: Reply<JobRecord>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::JobCancel)?;
    let (scope, now) = (scope::of(&caller.principal), app.wall.now());
    reply::once(app, reply, move |tx| {
        let find = |tx: &mut Tx<'_>| -> Result<JobRecord, Error> {
            rows::find(tx, id, &scope)?.ok_or(Error::NotFound { what: "job" })
        };
        find(tx)?;
        rows::ask_to_cancel(tx, id, now)?;
        let job = find(tx)?;
        if job.cancel_asked {
            return Ok(job);
        }
        Err(Error::Refused(Refusal::new(RefusalCode::WrongStage).with("stage", job.state.as_str())))
    })
    .await
}
