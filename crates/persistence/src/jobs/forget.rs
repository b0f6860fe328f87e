//! Forgetting jobs that ended long ago.

use bihuan_domain::job::JobKind;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::{job_files, job_results, jobs};
use crate::types::{Id, Instant};

/// Forgets what the oldest job that was asked for before `before`, has ended and is no evidence found, at most `limit` rows at a time, and
/// at last the job itself. Answers how many rows went; 0 when nothing is left to forget.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp, limit: i64) -> Result<usize, DbError> {
    let oldest = jobs::table
        .filter(jobs::created_at.lt(Instant::from(before)))
        .filter(jobs::due_at.is_null())
        .filter(jobs::kind.ne_all(JobKind::ALL.iter().filter(|kind| kind.is_evidence()).map(|kind| kind.as_str())))
        .order((jobs::created_at, jobs::id))
        .select(jobs::id)
        .first::<Id>(tx.connection)
        .optional()?;
    let Some(job) = oldest else { return Ok(0) };
    let found: Vec<i64> = job_results::table
        .filter(job_results::job_id.eq(job))
        .order(job_results::no)
        .limit(limit)
        .select(job_results::no)
        .load(tx.connection)?;
    if let Some(last) = found.last() {
        let gone = job_results::table.filter(job_results::job_id.eq(job)).filter(job_results::no.le(*last));
        return Ok(diesel::delete(gone).execute(tx.connection)?);
    }
    let files = diesel::delete(job_files::table.filter(job_files::job_id.eq(job))).execute(tx.connection)?;
    Ok(files + diesel::delete(jobs::table.find(job)).execute(tx.connection)?)
}
