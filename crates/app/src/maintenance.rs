//! Housekeeping that no request waits for.

use std::sync::Arc;

use bihuan_persistence::{idempotency, jobs};

use crate::App;
use crate::error::Error;

/// How long an answer is kept for a repetition of its request, in seconds.
pub const IDEMPOTENCY_SECONDS: i64 = 72 * 3_600;
/// How long a job and what it found are kept, in seconds.
pub const JOB_SECONDS: i64 = 30 * 86_400;
/// Rows taken away in one transaction.
const BATCH: i64 = 500;

/// Forgets answers that are older than any repetition; answers how many, at most one batch.
///
/// # Errors
/// When the database cannot be reached.
pub async fn forget_old_replies(app: &Arc<App>) -> Result<usize, Error> {
    let before = app.wall.now().plus_seconds(-IDEMPOTENCY_SECONDS);
    app.database.write(move |tx| Ok::<_, Error>(idempotency::forget(tx, before, BATCH)?)).await
}

/// Forgets jobs that ended long ago, with what they found; answers how many rows, at most one batch.
///
/// # Errors
/// When the database cannot be reached.
pub async fn forget_old_jobs(app: &Arc<App>) -> Result<usize, Error> {
    let before = app.wall.now().plus_seconds(-JOB_SECONDS);
    app.database.write(move |tx| Ok::<_, Error>(jobs::forget(tx, before, BATCH)?)).await
}
