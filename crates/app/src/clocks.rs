//! Telling tickets that time has passed.
//!
//! Nothing is queued beside the data: a row that is due is the job. A node locks a ticket, decides, and writes in one
//! transaction, so a crash leaves the row due, and doing it twice changes nothing: a second look finds nothing to say.

use std::sync::Arc;

use bihuan_domain::case::{self, Context};
use bihuan_domain::id::{CallbackId, SurveyId, TicketId};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self as rows, Changes, LoadLock};
use bihuan_persistence::{Tx, wakes};

use crate::App;
use crate::cases;
use crate::error::Error;
use crate::notifications;

/// Tickets woken in one transaction.
pub const WAKE_BATCH: i64 = 100;
/// The first pause after a failure; doubled with each further one.
const BACK_OFF_SECONDS: i64 = 5;
/// The longest pause after failures.
const BACK_OFF_SECONDS_MAX: i64 = 600;

/// What came of one batch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WakeReport {
    /// Tickets looked at.
    pub due: usize,
    /// Tickets to which something happened.
    pub woken: usize,
    /// Tickets that another node holds.
    pub skipped: usize,
    /// Tickets that could not be woken and were put off.
    pub failed: usize,
    /// Seconds by which the longest overdue was late.
    pub late_seconds: i64,
}

/// Wakes one batch of the tickets that are due.
///
/// # Errors
/// When the database cannot be reached; single tickets that fail are put off instead.
pub async fn wake_due(app: &Arc<App>) -> Result<WakeReport, Error> {
    let now = app.clock.now();
    let due = app.database.read(move |tx| Ok::<_, Error>(wakes::due(tx, now, WAKE_BATCH)?)).await?;
    if due.is_empty() {
        return Ok(WakeReport::default());
    }
    let inner = app.clone();
    let report = app.database.write(move |tx| wake_batch(&inner, tx, &due, now)).await?;
    app.pushes.announce();
    Ok(report)
}

/// When the next ticket is due.
///
/// # Errors
/// When the database cannot be reached.
pub async fn next_due(app: &Arc<App>) -> Result<Option<Timestamp>, Error> {
    app.database.read(|tx| Ok(wakes::next_due(tx)?)).await
}

fn wake_batch(app: &App, tx: &mut Tx<'_>, due: &[TicketId], now: Timestamp) -> Result<WakeReport, Error> {
    let mut report = WakeReport { due: due.len(), ..WakeReport::default() };
    for id in due {
        match tx.savepoint(|tx| wake_one(app, tx, *id, now)) {
            Ok(Woken::Changed { late_seconds }) => {
                report.woken += 1;
                report.late_seconds = report.late_seconds.max(late_seconds);
            }
            Ok(Woken::Unchanged) => {}
            Ok(Woken::Held) => report.skipped += 1,
            Err(error @ Error::Busy) => return Err(error),
            Err(error) => {
                report.failed += 1;
                put_off(tx, *id, now, &error)?;
            }
        }
    }
    Ok(report)
}

enum Woken {
    Changed { late_seconds: i64 },
    Unchanged,
    Held,
}

fn wake_one(app: &App, tx: &mut Tx<'_>, id: TicketId, now: Timestamp) -> Result<Woken, Error> {
    let Some(stored) = rows::load(tx, id, LoadLock::SkipLocked)? else { return Ok(Woken::Held) };
    let policy = app.directory.policy(tx, stored.case.ticket.policy)?;
    let rules = cases::rules(&policy, &stored.case)?;
    let organisation = app.directory.organisation();
    let context = Context {
        now,
        policy: &policy,
        organisation: &organisation,
        rules: &rules,
        callback_id: CallbackId(app.ids.id(now)),
        survey_id: SurveyId(app.ids.id(now)),
    };
    let due_at = stored.case.next_wakeup();
    let decision = case::wake(&stored.case, &context);
    if decision.events.is_empty() {
        // Somebody was faster, or the case moved on: only the alarm is put right.
        wakes::arm(tx, id, false, due_at)?;
        return Ok(Woken::Unchanged);
    }
    let events = cases::log_entries(app, &decision, now, None);
    rows::update(tx, &stored, Changes { after: &decision.case, events: &events, organisation: &organisation })?;
    notifications::raise(app, tx, &decision, &events, &context)?;
    Ok(Woken::Changed { late_seconds: due_at.map_or(0, |due_at| now.seconds_since(due_at)) })
}

/// A ticket that cannot be woken must not keep the others waiting.
fn put_off(tx: &mut Tx<'_>, id: TicketId, now: Timestamp, error: &Error) -> Result<(), Error> {
    let failures = wakes::failures(tx, id)?;
    let doubled = BACK_OFF_SECONDS << failures.clamp(0, 16);
    wakes::put_off(tx, id, now.plus_seconds(doubled.min(BACK_OFF_SECONDS_MAX)))?;
    tracing::error!(ticket = %id, failures, %error, "a ticket could not be woken");
    Ok(())
}
