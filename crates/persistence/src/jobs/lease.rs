//! Who works on a job: taking it, holding it step by step, and letting go of it.
//!
//! A lease is a random token. Every step names it, so a node that was too slow and lost its job to another can write
//! nothing any more: its whole transaction is rolled back.

use bihuan_domain::actor::Actor;
use bihuan_domain::id::JobId;
use bihuan_domain::job::{JobKind, JobState};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use super::record::kind_named;
use super::results::{self, NewResult};
use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::schema::jobs;
use crate::types::{Id, Instant, Json};

/// A job in the hands of a node.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldJob {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The token that says that this node holds it.
    pub lease: Uuid,
    /// The path of the unit of whoever wants it.
    pub unit_path: String,
    /// Who wants it.
    pub actor: Actor,
    /// The request it came from.
    pub request_id: Option<String>,
    /// What exactly it is to do.
    pub input: Value,
    /// Where it goes on; none at the beginning.
    pub cursor: Option<Value>,
    /// What it found so far.
    pub result: Option<Value>,
    /// How much is done.
    pub done: i64,
    /// Of how much, once that is known.
    pub total: Option<i64>,
    /// How often in a row it has failed, or lost its node.
    pub failures: i16,
    /// Whether somebody has called it off.
    pub cancel_asked: bool,
}

#[derive(Queryable)]
struct HeldRow {
    kind: String,
    state: String,
    unit_path: String,
    actor: Json<Actor>,
    request_id: Option<String>,
    input: Json<Value>,
    cursor: Option<Json<Value>>,
    result: Option<Json<Value>>,
    done: i64,
    total: Option<i64>,
    failures: i16,
    cancel_asked: bool,
    started_at: Option<Instant>,
}

/// Which job is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one that has been due the longest.
    Any,
    /// This one, if it is due.
    This(JobId),
}

/// Takes a job that is due, until `until`. One whose node let the lease run out counts as failed once more.
pub fn claim(
    tx: &mut Tx<'_>,
    which: Which,
    now: Timestamp,
    until: Timestamp,
    lease: Uuid,
) -> Result<Option<HeldJob>, DbError> {
    let Some(id) = lock(tx, which, now)? else { return Ok(None) };
    let row = load(tx, id)?;
    let lost = row.state == JobState::Running.as_str();
    let failures = if lost { row.failures.saturating_add(1) } else { row.failures };
    diesel::update(jobs::table.find(id))
        .set((
            jobs::state.eq(JobState::Running.as_str()),
            jobs::lease.eq(Some(Id(lease))),
            jobs::due_at.eq(Some(Instant::from(until))),
            jobs::failures.eq(failures),
            jobs::started_at.eq(Some(row.started_at.unwrap_or(Instant::from(now)))),
        ))
        .execute(tx.connection)?;
    Ok(Some(HeldJob {
        id: id.into(),
        kind: kind_named(id, &row.kind)?,
        lease,
        unit_path: row.unit_path,
        actor: row.actor.0,
        request_id: row.request_id,
        input: row.input.0,
        cursor: row.cursor.map(|json| json.0),
        result: row.result.map(|json| json.0),
        done: row.done,
        total: row.total,
        failures,
        cancel_asked: row.cancel_asked,
    }))
}

/// Locks a job that is due and that nobody else is taking at this moment.
fn lock(tx: &mut Tx<'_>, which: Which, now: Timestamp) -> Result<Option<Id>, DbError> {
    let due = jobs::table.filter(jobs::due_at.le(Some(Instant::from(now)))).order(jobs::due_at).select(jobs::id);
    let found = match (&mut *tx.connection, which) {
        (AnyConnection::Postgres(connection), Which::Any) => due.for_update().skip_locked().first(connection),
        (AnyConnection::Postgres(connection), Which::This(id)) => {
            due.filter(jobs::id.eq(Id::from(id))).for_update().skip_locked().first(connection)
        }
        // One writer at a time.
        (AnyConnection::Sqlite(connection), Which::Any) => due.first(connection),
        (AnyConnection::Sqlite(connection), Which::This(id)) => due.filter(jobs::id.eq(Id::from(id))).first(connection),
    };
    Ok(found.optional()?)
}

fn load(tx: &mut Tx<'_>, id: Id) -> Result<HeldRow, DbError> {
    Ok(jobs::table
        .find(id)
        .select((
            jobs::kind,
            jobs::state,
            jobs::unit_path,
            jobs::actor,
            jobs::request_id,
            jobs::input,
            jobs::cursor,
            jobs::result,
            jobs::done,
            jobs::total,
            jobs::failures,
            jobs::cancel_asked,
            jobs::started_at,
        ))
        .first(tx.connection)?)
}

/// How far one step has brought a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Advance {
    /// Where it goes on.
    pub cursor: Value,
    /// What it found so far.
    pub result: Value,
    /// How much is done.
    pub done: i64,
    /// Of how much, once that is known.
    pub total: Option<i64>,
    /// What this step found.
    pub rows: Vec<NewResult>,
}

/// Writes down how far a job is and holds it until `until`; failures are forgotten. Answers whether it is called off.
///
/// # Errors
/// [`DbError::Stale`] when another node holds the job by now.
pub fn advance(tx: &mut Tx<'_>, job: JobId, lease: Uuid, step: &Advance, until: Timestamp) -> Result<bool, DbError> {
    let hit = diesel::update(held(job, lease))
        .set((
            jobs::cursor.eq(Some(Json(step.cursor.clone()))),
            jobs::result.eq(Some(Json(step.result.clone()))),
            jobs::done.eq(step.done),
            jobs::total.eq(step.total),
            jobs::failures.eq(0_i16),
            jobs::due_at.eq(Some(Instant::from(until))),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)?;
    results::append(tx, job, &step.rows)?;
    Ok(jobs::table.find(Id::from(job)).select(jobs::cancel_asked).first(tx.connection)?)
}

/// How a job ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// It came to its end.
    Succeeded,
    /// It was given up, for this reason.
    Failed(Value),
    /// It was called off.
    Cancelled,
}

/// Ends a job.
///
/// # Errors
/// [`DbError::Stale`] when another node holds the job by now.
pub fn end(tx: &mut Tx<'_>, job: JobId, lease: Uuid, ending: Ending, now: Timestamp) -> Result<(), DbError> {
    let (state, error) = match ending {
        Ending::Succeeded => (JobState::Succeeded, None),
        Ending::Failed(error) => (JobState::Failed, Some(Json(error))),
        Ending::Cancelled => (JobState::Cancelled, None),
    };
    let hit = diesel::update(held(job, lease))
        .set((
            jobs::state.eq(state.as_str()),
            jobs::error.eq(error),
            jobs::lease.eq(None::<Id>),
            jobs::due_at.eq(None::<Instant>),
            jobs::ended_at.eq(Some(Instant::from(now))),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// Lets go of a job, to be taken again at `due_at`: by a node that stops, or after a failure.
///
/// # Errors
/// [`DbError::Stale`] when another node holds the job by now.
pub fn put_back(tx: &mut Tx<'_>, job: JobId, lease: Uuid, failures: i16, due_at: Timestamp) -> Result<(), DbError> {
    let hit = diesel::update(held(job, lease))
        .set((
            jobs::state.eq(JobState::Queued.as_str()),
            jobs::lease.eq(None::<Id>),
            jobs::failures.eq(failures),
            jobs::due_at.eq(Some(Instant::from(due_at))),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

#[diesel::dsl::auto_type(no_type_alias)]
fn held(job: JobId, lease: Uuid) -> _ {
    let id: Id = Id::from(job);
    let token: Id = Id(lease);
    jobs::table.filter(jobs::id.eq(id)).filter(jobs::lease.eq(token))
}
