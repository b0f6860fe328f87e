//! Working on jobs.
//!
//! A node takes a job by a lease and works in small steps. Where the job goes on is written in the transaction of what
//! it stands for, together with a longer lease: whoever is killed leaves a row that is due again when the lease ends,
//! and the next node goes on exactly there. A node that was merely slow finds its token gone and writes nothing.

use std::sync::Arc;
use std::time::Duration;

use bihuan_domain::id::JobId;
use bihuan_domain::policy::Policy;
use bihuan_persistence::Tx;
use bihuan_persistence::jobs::{self as rows, Advance, Ending, HeldJob, JobRecord, Which};
use bihuan_persistence::page::Scope;

use super::failure::{JobFailure, is_transient};
use super::step::{Batch, Step, take_batch, works_with_draft};
use crate::App;
use crate::cases;
use crate::error::Error;
use crate::policies::Draft;

/// How long a node may take for one step before another may take the job.
pub const LEASE_SECONDS: i64 = 60;
/// Failures in a row after which a job is given up.
pub const FAILURES_MAX: i16 = 8;
/// The first pause after a failure; doubled with each further one.
pub const BACK_OFF_SECONDS: i64 = 5;
/// The longest pause after failures.
const BACK_OFF_SECONDS_MAX: i64 = 600;
/// How often somebody who waits for a job looks at it.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// A job in the hands of this node.
#[derive(Debug)]
pub struct Work {
    job: Arc<HeldJob>,
    draft: Option<Arc<Policy>>,
}

/// What came of one step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stepped {
    /// There is more to do.
    On,
    /// The job has ended, well or not.
    Ended,
    /// It did not work, and the job waits to be tried again.
    PutOff,
    /// Another node has it by now.
    Lost,
}

/// Takes the job that has been due the longest; none when nothing is due.
///
/// # Errors
/// When the database cannot be reached.
pub async fn take(app: &Arc<App>) -> Result<Option<Work>, Error> {
    take_one(app, Which::Any).await
}

async fn take_one(app: &Arc<App>, which: Which) -> Result<Option<Work>, Error> {
    let (now, lease) = (app.wall.now(), app.ids.id(app.wall.now()));
    let until = now.plus_seconds(LEASE_SECONDS);
    let job = app.database.write(move |tx| Ok::<_, Error>(rows::claim(tx, which, now, until, lease)?)).await?;
    Ok(job.map(|job| Work { job: Arc::new(job), draft: None }))
}

/// Takes one step of a job. Errors of the work itself are kept with the job.
pub async fn step(app: &Arc<App>, work: &mut Work) -> Stepped {
    let job = work.job.clone();
    let outcome = if job.cancel_asked {
        Err(Outcome::End(Ending::Cancelled))
    } else if job.failures >= FAILURES_MAX {
        Err(Outcome::End(failed(&Error::Internal("its nodes died one after the other".into()))))
    } else {
        advance(app, work).await.map_err(|error| after(&job, &error))
    };
    match outcome {
        Ok(true) => Stepped::Ended,
        Ok(false) => Stepped::On,
        Err(outcome) => let_go(app, &job, outcome).await,
    }
}

enum Outcome {
    End(Ending),
    PutBack { failures: i16, after_seconds: i64 },
}

fn failed(error: &Error) -> Ending {
    Ending::Failed(serde_json::to_value(JobFailure::of(error)).unwrap_or_default())
}

fn after(job: &HeldJob, error: &Error) -> Outcome {
    let failures = job.failures.saturating_add(1);
    tracing::warn!(job = %job.id, kind = job.kind.as_str(), failures, %error, "a step of a job failed");
    if is_transient(error) && failures < FAILURES_MAX {
        let doubled = BACK_OFF_SECONDS << job.failures.clamp(0, 16);
        return Outcome::PutBack { failures, after_seconds: doubled.min(BACK_OFF_SECONDS_MAX) };
    }
    Outcome::End(failed(error))
}

async fn let_go(app: &Arc<App>, job: &HeldJob, outcome: Outcome) -> Stepped {
    let (id, lease, now) = (job.id, job.lease, app.wall.now());
    let stepped = match outcome {
        Outcome::End(_) => Stepped::Ended,
        Outcome::PutBack { .. } => Stepped::PutOff,
    };
    let outcome = Arc::new(outcome);
    let written = app
        .database
        .write(move |tx| {
            match &*outcome {
                Outcome::End(ending) => rows::end(tx, id, lease, ending.clone(), now)?,
                Outcome::PutBack { failures, after_seconds } => {
                    rows::put_back(tx, id, lease, *failures, now.plus_seconds(*after_seconds))?;
                }
            }
            Ok::<_, Error>(())
        })
        .await;
    match written {
        Ok(()) => stepped,
        Err(error) => {
            // The lease runs out, and somebody takes it up again.
            tracing::warn!(job = %id, %error, "a job could not be put back");
            Stepped::Lost
        }
    }
}

/// Lets go of a job between two steps, for any node to go on with at once.
pub async fn put_down(app: &Arc<App>, work: Work) {
    let failures = work.job.failures;
    let_go(app, &work.job, Outcome::PutBack { failures, after_seconds: 0 }).await;
}

/// Works on everything that is due, to its end; answers how many jobs were taken. For tests, where nobody else does.
///
/// # Errors
/// When the database cannot be reached.
pub async fn finish_due(app: &Arc<App>) -> Result<usize, Error> {
    let mut taken = 0;
    while let Some(mut work) = take(app).await? {
        taken += 1;
        while step(app, &mut work).await == Stepped::On {}
    }
    Ok(taken)
}

/// Works on one job until it ends, here or, when a node has taken it, there. For the command line, where somebody
/// waits; `progress` is told what is done, and of how much.
///
/// # Errors
/// When the database cannot be reached, or there is no such job.
pub async fn finish(app: &Arc<App>, id: JobId, progress: impl Fn(i64, Option<i64>)) -> Result<JobRecord, Error> {
    loop {
        if let Some(mut work) = take_one(app, Which::This(id)).await? {
            while step(app, &mut work).await == Stepped::On {
                progress(work.job.done, work.job.total);
            }
        }
        let find = move |tx: &mut Tx<'_>| Ok::<_, Error>(rows::find(tx, id, &Scope::Everything)?);
        let job = app.database.read(find).await?.ok_or(Error::NotFound { what: "job" })?;
        progress(job.done, job.total);
        if job.state.is_end() {
            return Ok(job);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// One step: what it does and how far it came, in one transaction. Answers whether the job has come to its end.
async fn advance(app: &Arc<App>, work: &mut Work) -> Result<bool, Error> {
    if work.draft.is_none() && works_with_draft(work.job.kind) {
        work.draft = Some(load_draft(app, &work.job).await?);
    }
    let (inner, job, draft) = (app.clone(), work.job.clone(), work.draft.clone());
    let take = move |tx: &mut Tx<'_>| take_batch(&inner, tx, &Step { job: &job, draft: draft.as_deref() });
    let (inner, job) = (app.clone(), work.job.clone());
    let kept = if job.kind.changes_tickets() {
        app.database.write(move |tx| take(tx).and_then(|batch| keep(&inner, tx, &job, batch))).await?
    } else {
        // Looked at without a transaction that writes: one of those, held for long, would stall the event feed.
        let batch = app.database.snapshot(take).await?;
        app.database.write(move |tx| keep(&inner, tx, &job, batch.clone())).await?
    };
    if work.job.kind.changes_tickets() {
        cases::announce(app);
    }
    let Kept { advance, finished, cancel_asked } = kept;
    let job = Arc::make_mut(&mut work.job);
    job.cursor = Some(advance.cursor);
    job.result = Some(advance.result);
    (job.done, job.total) = (advance.done, advance.total);
    (job.failures, job.cancel_asked) = (0, cancel_asked);
    Ok(finished)
}

struct Kept {
    advance: Advance,
    finished: bool,
    cancel_asked: bool,
}

fn keep(app: &App, tx: &mut Tx<'_>, job: &HeldJob, batch: Batch) -> Result<Kept, Error> {
    let Batch { advance, finished } = batch;
    let now = app.wall.now();
    let cancel_asked = rows::advance(tx, job.id, job.lease, &advance, now.plus_seconds(LEASE_SECONDS))?;
    if finished {
        rows::end(tx, job.id, job.lease, Ending::Succeeded, now)?;
    }
    Ok(Kept { advance, finished, cancel_asked })
}

async fn load_draft(app: &Arc<App>, job: &HeldJob) -> Result<Arc<Policy>, Error> {
    let id = job.id;
    let files = app.database.read(move |tx| Ok::<_, Error>(rows::files(tx, id)?)).await?;
    let read = tokio::task::spawn_blocking(move || Draft::read(files)?.policy());
    read.await.map_err(|error| Error::Internal(Box::new(error)))?
}
