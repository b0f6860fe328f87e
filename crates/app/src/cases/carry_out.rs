//! Deciding, and writing what was decided: case, log, matters, and who is told, in one transaction.

use bihuan_domain::actor::Actor;
use bihuan_domain::case::{self, Case, Command, Decision};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, StoredCase};
use bihuan_persistence::events::NewEvent;

use super::footing::Footing;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::matters::{self, Joined};
use crate::notifications;

/// Carries out a command on a case that is locked. `by` is who gave it; none for customers and for time.
pub(crate) fn carry_out(
    app: &App,
    tx: &mut Tx<'_>,
    stored: StoredCase,
    command: &Command,
    (footing, by): (&Footing, Option<&Caller>),
) -> Result<StoredCase, Error> {
    let person = by.map(Caller::person);
    let context = footing.context(person.as_ref());
    let decision = case::decide(&stored.case, command, &context).map_err(Error::Refused)?;
    write(app, tx, stored, decision, (footing, by))
}

/// Writes a decision on a case that is locked, and what follows of it.
pub(crate) fn write(
    app: &App,
    tx: &mut Tx<'_>,
    stored: StoredCase,
    decision: Decision,
    (footing, by): (&Footing, Option<&Caller>),
) -> Result<StoredCase, Error> {
    let context = footing.context(None);
    let Joined { decision, keys } = matters::join(tx, Some(&stored.case.ticket.demand), decision, &context)?;
    let events = log_entries(app, &decision, footing.now, by);
    rows::update(tx, &stored, footing.changes(&decision, &events))?;
    matters::place(tx, &decision, keys)?;
    notifications::raise(app, tx, &decision, &events, footing)?;
    Ok(counted_up(stored, decision.case, footing.now))
}

/// The case as stored after the change: every part that changed counts one more.
fn counted_up(before: StoredCase, after: Case, at: Timestamp) -> StoredCase {
    let mut versions = before.versions;
    versions.ticket += 1;
    for order in &after.work_orders {
        if before.case.work_order(order.id) != Some(order) {
            *versions.work_orders.entry(order.id).or_default() += 1;
        }
    }
    for callback in after.callbacks() {
        if before.case.callback_with(callback.id) != Some(callback) {
            *versions.callbacks.entry(callback.id).or_default() += 1;
        }
    }
    for survey in after.surveys() {
        if before.case.survey_of(survey.id) != Some(survey) {
            *versions.surveys.entry(survey.id).or_default() += 1;
        }
    }
    StoredCase { case: after, versions, changed_at: at }
}

/// The entries of the log for a decision.
pub(crate) fn log_entries(app: &App, decision: &Decision, now: Timestamp, caller: Option<&Caller>) -> Vec<NewEvent> {
    let actor = caller.map_or(Actor::System, Caller::actor);
    let ticket = decision.case.ticket.id;
    decision
        .events
        .iter()
        .map(|event| NewEvent {
            id: app.ids.id(now).into(),
            ticket: Some(ticket),
            subject: event.subject(),
            subject_id: event.subject_id(ticket),
            name: event.name(),
            at: now,
            actor: actor.clone(),
            data: serde_json::to_value(event).unwrap_or_default(),
            request_id: caller.and_then(|caller| caller.request_id.clone()),
        })
        .collect()
}
