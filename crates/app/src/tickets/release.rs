//! Releasing the tickets that waited for another one, once something has become of it.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::{Release, release};
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, LoadLock};

use crate::App;
use crate::cases::{self, Footing};
use crate::error::Error;

/// Tickets released in one round: each in a transaction of its own.
const RELEASED_AT_ONCE: i64 = 100;

/// What came of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReleaseReport {
    /// Tickets that no longer wait.
    pub released: usize,
    /// Tickets that could not be released, or that somebody else holds: the next round finds them again.
    pub left: usize,
    /// Whether more may wait for nothing.
    pub full: bool,
}

/// Releases tickets whose main ticket's department is done. Nothing is kept of what is to be done: a node that dies leaves
/// tickets that still wait, and the next look finds them.
///
/// # Errors
/// When the database cannot be reached.
pub async fn release_waiting(app: &Arc<App>) -> Result<ReleaseReport, Error> {
    let due = app.database.read(|tx| Ok::<_, Error>(rows::releasable(tx, RELEASED_AT_ONCE)?)).await?;
    let full = i64::try_from(due.len()).is_ok_and(|due| due >= RELEASED_AT_ONCE);
    let mut report = ReleaseReport { full, ..ReleaseReport::default() };
    for (ticket, main) in due {
        let inner = app.clone();
        match app.database.write(move |tx| release_one(&inner, tx, ticket, main)).await {
            Ok(true) => report.released += 1,
            Ok(false) => report.left += 1,
            Err(error @ Error::Busy) => return Err(error),
            Err(error) => {
                report.left += 1;
                tracing::error!(%ticket, %error, "a ticket could not be released from its main ticket");
            }
        }
    }
    if report.released > 0 {
        cases::announce(app);
    }
    Ok(report)
}

/// Whether it was released: somebody may hold it, or the main ticket may be at work again.
fn release_one(app: &App, tx: &mut Tx<'_>, ticket: TicketId, main: TicketId) -> Result<bool, Error> {
    let Some(stored) = rows::load(tx, ticket, LoadLock::SkipLocked)? else { return Ok(false) };
    let main = rows::load(tx, main, LoadLock::None)?.ok_or(Error::NotFound { what: "ticket" })?;
    let Some(outcome) = Release::of(&main.case) else { return Ok(false) };
    let footing = Footing::of(app, tx, &stored)?;
    let Some(decision) = release(&stored.case, &outcome, &footing.context(None)) else { return Ok(false) };
    cases::write(app, tx, stored, decision, (&footing, None))?;
    Ok(true)
}
