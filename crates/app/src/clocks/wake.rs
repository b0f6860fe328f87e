//! Waking a batch of tickets.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bihuan_domain::case::{self, Decision};
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self as rows, Claimed, LoadLock};
use bihuan_persistence::events::NewEvent;
use bihuan_persistence::wakes::Arming;
use bihuan_persistence::{Tx, wakes};

use crate::App;
use crate::cases::{self, Footing};
use crate::error::Error;
use crate::notifications::{self, Announcement};

/// Tickets woken in one transaction: enough to share its cost, few enough that a change to one of them waits for tens of
/// milliseconds only.
pub const WAKE_BATCH: i64 = 200;
/// The first pause after a failure; doubled with each further one.
const BACK_OFF_SECONDS: i64 = 5;
/// The longest pause after failures.
const BACK_OFF_SECONDS_MAX: i64 = 600;

/// What came of one batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WakeReport {
    /// Tickets looked at.
    pub due: usize,
    /// Tickets that another node holds.
    pub skipped: usize,
    /// Tickets that could not be woken and were put off.
    pub failed: usize,
    /// For each ticket to which something happened, when it had been due.
    pub woken: Vec<Timestamp>,
}

impl WakeReport {
    /// Whether more may be due.
    #[must_use]
    pub fn is_full(&self) -> bool {
        i64::try_from(self.due).is_ok_and(|due| due >= WAKE_BATCH)
    }
}

/// Wakes one batch of the tickets that are due.
///
/// # Errors
/// When the database cannot be reached; single tickets that fail are put off instead.
pub async fn wake_due(app: &Arc<App>) -> Result<WakeReport, Error> {
    let report = wake_batch(app).await;
    app.pushes.announce();
    report
}

async fn wake_batch(app: &Arc<App>) -> Result<WakeReport, Error> {
    let together = app.clone();
    match app.database.write(move |tx| wake_together(&together, tx)).await {
        Err(error @ Error::Internal(_)) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a batch is woken again, ticket by ticket");
            let apart = app.clone();
            app.database.write(move |tx| wake_apart(&apart, tx)).await
        }
        other => other,
    }
}

/// As few statements as for one ticket; one that cannot be read or written spoils all.
fn wake_together(app: &App, tx: &mut Tx<'_>) -> Result<WakeReport, Error> {
    let claimed = rows::claim(tx, app.clock.now(), WAKE_BATCH)?;
    wake_claimed(app, tx, claimed)
}

/// Finds out which tickets spoil the others, and puts them off.
fn wake_apart(app: &App, tx: &mut Tx<'_>) -> Result<WakeReport, Error> {
    let ids = wakes::claim(tx, app.clock.now(), WAKE_BATCH)?;
    let mut report = WakeReport { due: ids.len(), ..WakeReport::default() };
    for id in ids {
        match tx.savepoint(|tx| wake_one(app, tx, id)) {
            Ok(Some(one)) => {
                report.failed += one.failed;
                report.woken.extend(one.woken);
            }
            Ok(None) => report.skipped += 1,
            Err(error @ Error::Busy) => return Err(error),
            Err(error) => {
                report.failed += 1;
                put_off(app, tx, id, &error)?;
            }
        }
    }
    Ok(report)
}

/// None when somebody else holds the ticket.
fn wake_one(app: &App, tx: &mut Tx<'_>, id: TicketId) -> Result<Option<WakeReport>, Error> {
    let Some(stored) = rows::load(tx, id, LoadLock::SkipLocked)? else { return Ok(None) };
    let due_at = stored.case.next_wakeup().unwrap_or_else(|| app.clock.now());
    wake_claimed(app, tx, vec![Claimed { due_at, stored }]).map(Some)
}

/// What time brings about for a case.
struct Woken {
    claimed: Claimed,
    decision: Decision,
    events: Vec<NewEvent>,
    told: Option<Announcement>,
    footing: Footing,
}

fn wake_claimed(app: &App, tx: &mut Tx<'_>, claimed: Vec<Claimed>) -> Result<WakeReport, Error> {
    let mut report = WakeReport { due: claimed.len(), ..WakeReport::default() };
    let (mut changed, mut unchanged, mut failed) = (Vec::new(), Vec::new(), Vec::new());
    for claimed in claimed {
        let ticket = claimed.stored.case.ticket.id;
        match decide(app, tx, claimed) {
            Ok(woken) if !woken.events.is_empty() => changed.push(woken),
            // Somebody was faster, or the case moved on: only the alarm is put right.
            Ok(woken) => match woken.claimed.stored.case.next_wakeup() {
                Some(still) if still <= woken.footing.now => {
                    failed.push((ticket, Error::Internal("due for nothing".into())))
                }
                at => unchanged.push(Arming { ticket, first: false, at }),
            },
            Err(error) => failed.push((ticket, error)),
        }
    }
    let changes: Vec<_> = changed
        .iter()
        .map(|woken| (&woken.claimed.stored, woken.footing.changes(&woken.decision, &woken.events)))
        .collect();
    rows::update_all(tx, &changes)?;
    let told: Vec<Announcement> = changed.iter().filter_map(|woken| woken.told.clone()).collect();
    notifications::raise_all(app, tx, &told, &app.directory.organisation())?;
    wakes::arm(tx, &unchanged)?;
    report.failed = failed.len();
    for (ticket, error) in failed {
        put_off(app, tx, ticket, &error)?;
    }
    report.woken = changed.iter().map(|woken| woken.claimed.due_at).collect();
    Ok(report)
}

fn decide(app: &App, tx: &mut Tx<'_>, claimed: Claimed) -> Result<Woken, Error> {
    let stored = &claimed.stored;
    let footing = Footing::of(app, tx, stored)?;
    let context = footing.context(None);
    // Pure, so a panic leaves nothing half done: one ticket must not end the batch, again and again.
    let decision = catch_unwind(AssertUnwindSafe(|| case::wake(&stored.case, &context)))
        .map_err(|_| Error::Internal("the decision panicked".into()))?;
    let events = cases::log_entries(app, &decision, footing.now, None);
    let tell = || notifications::announcement(&decision, &events, &footing);
    let told = catch_unwind(AssertUnwindSafe(tell)).map_err(|_| Error::Internal("the telling panicked".into()))?;
    Ok(Woken { claimed, decision, events, told, footing })
}

/// A ticket that cannot be woken must not keep the others waiting.
fn put_off(app: &App, tx: &mut Tx<'_>, id: TicketId, error: &Error) -> Result<(), Error> {
    let failures = wakes::failures(tx, id)?;
    let doubled = BACK_OFF_SECONDS << failures.clamp(0, 16);
    wakes::put_off(tx, id, app.clock.now().plus_seconds(doubled.min(BACK_OFF_SECONDS_MAX)))?;
    tracing::error!(ticket = %id, failures, error = error as &dyn std::error::Error, "a ticket could not be woken");
    Ok(())
}
