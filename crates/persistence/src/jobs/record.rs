//! One job as a row.

use bihuan_domain::actor::Actor;
use bihuan_domain::id::JobId;
use bihuan_domain::job::{JobKind, JobState};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use serde_json::Value;

use crate::Tx;
use crate::error::DbError;
use crate::schema::{job_files, jobs};
use crate::types::{Id, Instant, Json};

/// A job to be queued.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// The path of the unit of whoever wants it: it is seen from there upwards. Empty for the system itself.
    pub unit_path: String,
    /// Who wants it.
    pub actor: Actor,
    /// The request it came from.
    pub request_id: Option<String>,
    /// What exactly it is to do.
    pub input: Value,
    /// The files of the draft it works with, by name.
    pub files: Vec<(String, String)>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// From when a node may take it.
    pub due_at: Timestamp,
}

/// A job as people see it.
#[derive(Debug, Clone, PartialEq)]
pub struct JobRecord {
    /// Its id.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// Who wants it.
    pub actor: Actor,
    /// What exactly it is to do.
    pub input: Value,
    /// What it found so far; lists leave it out.
    pub result: Option<Value>,
    /// Why it was given up.
    pub error: Option<Value>,
    /// How much is done.
    pub done: i64,
    /// Of how much, once that is known.
    pub total: Option<i64>,
    /// How often in a row it has failed.
    pub failures: i16,
    /// Whether somebody has called it off while a node worked on it.
    pub cancel_asked: bool,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When a node first took it.
    pub started_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// The columns of a [`JobRecord`] without what it found, which may be large.
pub(super) const COLUMNS: Columns = (
    jobs::id,
    jobs::kind,
    jobs::state,
    jobs::actor,
    jobs::input,
    jobs::error,
    jobs::done,
    jobs::total,
    jobs::failures,
    jobs::cancel_asked,
    jobs::created_at,
    jobs::started_at,
    jobs::ended_at,
);

pub(super) type Columns = (
    jobs::id,
    jobs::kind,
    jobs::state,
    jobs::actor,
    jobs::input,
    jobs::error,
    jobs::done,
    jobs::total,
    jobs::failures,
    jobs::cancel_asked,
    jobs::created_at,
    jobs::started_at,
    jobs::ended_at,
);

#[derive(Queryable)]
pub(super) struct JobRow {
    id: Id,
    kind: String,
    state: String,
    actor: Json<Actor>,
    input: Json<Value>,
    error: Option<Json<Value>>,
    done: i64,
    total: Option<i64>,
    failures: i16,
    cancel_asked: bool,
    created_at: Instant,
    started_at: Option<Instant>,
    ended_at: Option<Instant>,
}

impl JobRow {
    /// The job, with what it found, as far as that was read.
    pub(super) fn into_record(self, result: Option<Json<Value>>) -> Result<JobRecord, DbError> {
        Ok(JobRecord {
            id: self.id.into(),
            kind: kind_named(self.id, &self.kind)?,
            state: JobState::named(&self.state).ok_or_else(|| corrupt("state", self.id, &self.state))?,
            actor: self.actor.0,
            input: self.input.0,
            result: result.map(|json| json.0),
            error: self.error.map(|json| json.0),
            done: self.done,
            total: self.total,
            failures: self.failures,
            cancel_asked: self.cancel_asked,
            created_at: self.created_at.into(),
            started_at: self.started_at.map(Timestamp::from),
            ended_at: self.ended_at.map(Timestamp::from),
        })
    }
}

pub(super) fn kind_named(id: Id, name: &str) -> Result<JobKind, DbError> {
    JobKind::named(name).ok_or_else(|| corrupt("kind", id, name))
}

fn corrupt(column: &'static str, id: Id, value: &str) -> DbError {
    DbError::corrupt("jobs", column, id.0, format!("`{value}` is not known"))
}

/// Queues a job.
pub fn insert(tx: &mut Tx<'_>, job: &NewJob) -> Result<(), DbError> {
    let id = Id::from(job.id);
    diesel::insert_into(jobs::table)
        .values((
            jobs::id.eq(id),
            jobs::kind.eq(job.kind.as_str()),
            jobs::state.eq(JobState::Queued.as_str()),
            jobs::unit_path.eq(&job.unit_path),
            jobs::actor.eq(Json(job.actor.clone())),
            jobs::request_id.eq(job.request_id.as_deref()),
            jobs::input.eq(Json(job.input.clone())),
            jobs::done.eq(0_i64),
            jobs::failures.eq(0_i16),
            jobs::cancel_asked.eq(false),
            jobs::due_at.eq(Some(Instant::from(job.due_at))),
            jobs::created_at.eq(Instant::from(job.created_at)),
        ))
        .execute(tx.connection)?;
    for (name, text) in &job.files {
        diesel::insert_into(job_files::table)
            .values((job_files::job_id.eq(id), job_files::name.eq(name), job_files::text.eq(text)))
            .execute(tx.connection)?;
    }
    Ok(())
}

/// The files of the draft that a job works with, by name.
pub fn files(tx: &mut Tx<'_>, job: JobId) -> Result<Vec<(String, String)>, DbError> {
    Ok(job_files::table
        .filter(job_files::job_id.eq(Id::from(job)))
        .order(job_files::name)
        .select((job_files::name, job_files::text))
        .load(tx.connection)?)
}

/// Calls a job off: at once when it waits, else as soon as its node looks. Nothing happens to one that has ended.
pub fn ask_to_cancel(tx: &mut Tx<'_>, job: JobId, now: Timestamp) -> Result<(), DbError> {
    let waiting = jobs::table.find(Id::from(job)).filter(jobs::state.eq(JobState::Queued.as_str()));
    let cancelled = diesel::update(waiting)
        .set((
            jobs::state.eq(JobState::Cancelled.as_str()),
            jobs::cancel_asked.eq(true),
            jobs::due_at.eq(None::<Instant>),
            jobs::ended_at.eq(Some(Instant::from(now))),
        ))
        .execute(tx.connection)?;
    if cancelled == 0 {
        let running = jobs::table.find(Id::from(job)).filter(jobs::state.eq(JobState::Running.as_str()));
        diesel::update(running).set(jobs::cancel_asked.eq(true)).execute(tx.connection)?;
    }
    Ok(())
}
