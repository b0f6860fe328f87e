//! Telling tickets that time has passed.
//!
//! Nothing is queued beside the data: a row that is due is the job. A node locks a batch of tickets, decides on each, and
//! writes all of it in one transaction, so a crash leaves the rows due, and doing it twice changes nothing: a second look
//! finds nothing to say.

mod wake;

use std::sync::Arc;

use bihuan_domain::time::Timestamp;
use bihuan_persistence::{Engine, Tx, wakes};

pub use wake::{WAKE_BATCH, WakeReport, wake_due};

use crate::App;
use crate::error::Error;

/// Overdue tickets are counted up to this number.
pub const BACKLOG_MAX: i64 = 10_000;

/// Batches that one node works on at once on PostgreSQL: while one waits for the database, another decides.
const LANES_POSTGRES: usize = 2;

/// How many batches one node works on at once when more is due than one holds. On SQLite all wait for the one writer.
#[must_use]
pub fn lanes(app: &App) -> usize {
    match app.database.engine() {
        Engine::Postgres => LANES_POSTGRES,
        Engine::Sqlite => 1,
    }
}

/// When the next ticket is due.
///
/// # Errors
/// When the database cannot be reached.
pub async fn next_due(app: &Arc<App>) -> Result<Option<Timestamp>, Error> {
    app.database.read(|tx| Ok(wakes::next_due(tx)?)).await
}

/// How far waking lags behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Tickets that are overdue, counted up to [`BACKLOG_MAX`].
    pub tickets: i64,
    /// Microseconds since the longest overdue was due.
    pub oldest_micros: i64,
}

/// How far waking lags behind, whoever does it.
///
/// # Errors
/// When the database cannot be reached.
pub async fn backlog(app: &Arc<App>) -> Result<Backlog, Error> {
    let now = app.clock.now();
    let measure = move |tx: &mut Tx<'_>| {
        let Some(oldest) = wakes::next_due(tx)?.filter(|oldest| *oldest <= now) else { return Ok(Backlog::default()) };
        let tickets = wakes::backlog(tx, now, BACKLOG_MAX)?;
        Ok(Backlog { tickets, oldest_micros: now.as_micros() - oldest.as_micros() })
    };
    app.database.read(measure).await
}
