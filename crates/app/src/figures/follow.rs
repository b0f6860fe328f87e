//! Following the log: which tickets changed, and their facts anew.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::Registry;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::figures::{self as rows, FigureCursor};
use uuid::Uuid;

use super::{recount, refresh};
use crate::App;
use crate::error::Error;

/// Entries of the log looked at in one transaction.
pub const FOLLOW_ENTRIES: i64 = 2_000;

/// What came of one step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Followed {
    /// Tickets whose facts were written anew.
    pub tickets: usize,
    /// Whether more is to be done at once.
    pub more: bool,
    /// Whether another node was at it.
    pub busy: bool,
}

/// One step: entries of the log behind the cursor, a part of a recount that is under way, and the cursor with them, in
/// one transaction. Whoever holds the cursor does the step; the others find nothing to do, so any number of nodes may run
/// this, and a node that dies leaves the cursor where the facts are.
///
/// # Errors
/// When the database cannot be reached, or holds no policy yet.
pub async fn follow(app: &Arc<App>) -> Result<Followed, Error> {
    let inner = app.clone();
    app.database.write(move |tx| step(&inner, tx)).await
}

/// Whether figures up to a moment, that moment left out, still lack something that stands in the log already, or are being
/// counted anew.
pub(crate) fn is_behind(tx: &mut Tx<'_>, cursor: &FigureCursor, until: Timestamp) -> Result<bool, Error> {
    Ok(cursor.recount_after.is_some() || rows::is_waiting(tx, cursor.position, until)?)
}

/// Steps until nothing is left.
///
/// # Errors
/// As [`follow`].
pub async fn follow_all(app: &Arc<App>) -> Result<usize, Error> {
    let mut tickets = 0;
    loop {
        let followed = follow(app).await?;
        tickets += followed.tickets;
        if !followed.more {
            return Ok(tickets);
        }
    }
}

fn step(app: &App, tx: &mut Tx<'_>) -> Result<Followed, Error> {
    let policy = app.directory.current_policy()?;
    let registry = Registry::new(&policy.bundle().figures);
    let Some(mut cursor) = rows::lock(tx)? else { return Ok(Followed { busy: true, ..Followed::default() }) };
    let (window, scale) = (i32::from(registry.rules.repeat_days), &registry.rules.satisfaction_scale);
    if cursor.window_days != window || cursor.satisfaction_scale != *scale {
        // Other tickets are repeats now, or other answers make the index.
        if cursor.window_days != 0 {
            cursor.recount_after = Some(TicketId(Uuid::nil()));
        }
        cursor.window_days = window;
        cursor.satisfaction_scale.clone_from(scale);
    }
    let undefined = rows::undefined(tx, &registry.sums)?;
    rows::define(tx, &undefined)?;
    let changes = rows::changes(tx, cursor.position, FOLLOW_ENTRIES)?;
    let tickets: BTreeSet<TicketId> = changes.iter().filter_map(|change| change.ticket).collect();
    let tickets: Vec<TicketId> = tickets.into_iter().collect();
    together_or_apart(app, tx, &tickets, &registry)?;
    if let Some(last) = changes.last() {
        cursor.position = last.position;
        cursor.as_of = cursor.as_of.max(changes.iter().map(|change| change.at).max());
    }
    let recounted = recount::step(app, tx, &mut cursor, &registry)?;
    rows::save(tx, &cursor)?;
    let full = i64::try_from(changes.len()).is_ok_and(|read| read >= FOLLOW_ENTRIES);
    Ok(Followed { tickets: tickets.len() + recounted, more: full || cursor.recount_after.is_some(), busy: false })
}

/// All at once; when that fails, one by one, so that a ticket that cannot be read keeps no other waiting. What cannot be
/// counted is written down: figures and reports say that they lack it.
pub(super) fn together_or_apart(
    app: &App,
    tx: &mut Tx<'_>,
    tickets: &[TicketId],
    registry: &Registry,
) -> Result<(), Error> {
    let together = tx.savepoint(|tx| refresh::refresh(app, tx, tickets, registry));
    match together {
        Ok(()) => return Ok(rows::mark_counted(tx, tickets)?),
        Err(error @ Error::Busy) => return Err(error),
        Err(_) => {}
    }
    for ticket in tickets {
        match tx.savepoint(|tx| refresh::refresh(app, tx, &[*ticket], registry)) {
            Ok(()) => rows::mark_counted(tx, &[*ticket])?,
            Err(error @ Error::Busy) => return Err(error),
            Err(error) => {
                tracing::error!(%ticket, error = &error as &dyn std::error::Error, "a ticket cannot be counted");
                rows::mark_uncounted(tx, *ticket, app.clock.now())?;
            }
        }
    }
    Ok(())
}
