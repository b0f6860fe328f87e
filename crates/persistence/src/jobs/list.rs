//! Jobs as lists, and by their id.

use bihuan_domain::id::JobId;
use bihuan_domain::job::{JobKind, JobState};
use diesel::prelude::*;
use serde_json::Value;

use super::record::{COLUMNS, JobRecord, JobRow};
use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::jobs;
use crate::types::{Id, Json};

/// Which jobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JobFilter {
    /// Of this kind.
    pub kind: Option<JobKind>,
    /// In this state.
    pub state: Option<JobState>,
}

/// The job with this id, if somebody of a unit within the scope asked for it.
pub fn find(tx: &mut Tx<'_>, id: JobId, scope: &Scope) -> Result<Option<JobRecord>, DbError> {
    let mut query = jobs::table.filter(jobs::id.eq(Id::from(id))).select((COLUMNS, jobs::result)).into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query.filter(jobs::unit_path.ge(subtree.from.clone()));
        query = query.filter(jobs::unit_path.lt(subtree.until.clone()));
    }
    let row = query.first::<(JobRow, Option<Json<Value>>)>(tx.connection).optional()?;
    row.map(|(row, result)| row.into_record(result)).transpose()
}

/// One page of the jobs that units within the scope asked for.
pub fn list(tx: &mut Tx<'_>, filter: &JobFilter, scope: &Scope, page: PageRequest) -> Result<Vec<JobRecord>, DbError> {
    let mut query = jobs::table.select(COLUMNS).into_boxed();
    if let Some(kind) = filter.kind {
        query = query.filter(jobs::kind.eq(kind.as_str()));
    }
    if let Some(state) = filter.state {
        query = query.filter(jobs::state.eq(state.as_str()));
    }
    if let Scope::Under(subtree) = scope {
        query = query.filter(jobs::unit_path.ge(subtree.from.clone()));
        query = query.filter(jobs::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, jobs::created_at, jobs::id);
    query.load::<JobRow>(tx.connection)?.into_iter().map(|row| row.into_record(None)).collect()
}

/// How many jobs have not ended, counted up to `limit`.
pub fn open_count(tx: &mut Tx<'_>, limit: i64) -> Result<i64, DbError> {
    let open =
        jobs::table.filter(jobs::due_at.is_not_null()).select(jobs::id).limit(limit).load::<Id>(tx.connection)?;
    Ok(i64::try_from(open.len()).unwrap_or(limit))
}
