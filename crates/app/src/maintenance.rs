//! Housekeeping that no request waits for.

use std::sync::Arc;

use bihuan_persistence::idempotency;

use crate::App;
use crate::error::Error;

/// How long an answer is kept for a repetition of its request, in seconds.
pub const IDEMPOTENCY_SECONDS: i64 = 72 * 3_600;
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
