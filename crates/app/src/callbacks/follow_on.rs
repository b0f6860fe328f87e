//! The ticket that a call brings about (问题项): opened in the transaction that records the call, and linked from both sides.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::callback::CallbackCommand;
use bihuan_domain::case::Command;
use bihuan_domain::code::OutcomeCode;
use bihuan_domain::id::{CallbackId, TicketId};
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::callbacks::{FollowOnRule, Outcome};
use bihuan_domain::ticket::{Accused, Demand, FollowOn, Ticket};
use bihuan_persistence::cases::{self as case_rows, LoadLock};
use bihuan_persistence::{Tx, callbacks};

use crate::App;
use crate::caller::Caller;
use crate::cases::{CaseView, Footing, carry_out};
use crate::error::Error;
use crate::numbers;
use crate::tickets::{Cause, Intake, NewTicket, Opened, Proceed, demand};

/// The number for the ticket that the outcome of an attempt opens, if it opens one. Numbers are handed out outside the
/// transaction: an attempt that is refused leaves a gap.
pub(super) async fn number(app: &Arc<App>, id: CallbackId, command: &CallbackCommand) -> Result<Option<String>, Error> {
    let Some(code) = outcome_of(command).cloned() else { return Ok(None) };
    let inner = app.clone();
    let opens = app.database.read(move |tx| opens_any(&inner, tx, id, &code)).await?;
    if !opens {
        return Ok(None);
    }
    let policy = app.directory.current_policy()?;
    numbers::next(app, &policy, app.clock.now()).await.map(Some)
}

/// Opens what the outcome of an attempt opens; the ticket that was called about, with the link, if it opened one.
pub(super) fn open(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    (id, command, number): (CallbackId, &CallbackCommand, Option<&String>),
    called: &CaseView,
) -> Result<Option<Ticket>, Error> {
    let ticket = &called.stored.case.ticket;
    let Some(code) = outcome_of(command) else { return Ok(None) };
    let own = app.directory.policy(tx, ticket.policy)?;
    let Some(outcome) = called.stored.case.callback_with(id).and_then(|call| own.plan(&call.plan)?.outcome(code))
    else {
        return Ok(None);
    };
    let Some(rule) = &outcome.opens else { return Ok(None) };
    if ticket.follow_ons.iter().any(|known| known.callback == id) {
        return Ok(None);
    }
    // The ticket moved to another policy since the number was taken: whoever called looks at it anew.
    let Some(number) = number else { return Err(Error::VersionConflict { current: called.stored.versions.ticket }) };
    let note = said(command).unwrap_or(&ticket.demand.topic);
    let new = new_ticket(outcome, rule, ticket, note);
    let intake = |proceed, (policy, demand): (Arc<Policy>, Demand)| Intake {
        policy,
        demand,
        number: number.clone(),
        proceed,
        cause: Cause::Called {
            origin: link(ticket.id, &ticket.number, (id, code)),
            accept_unit: ticket.accept_unit.clone(),
            unit: rule.unit.clone(),
        },
    };
    let classified = classified(app, &own, &new)?;
    let opened = match intake(Proceed::Dispatched, classified.clone()).take(app, tx, caller) {
        // Nobody is there to be sent out: a dispatcher sees to it. Of what is refused nothing has been written.
        Err(Error::Refused(_)) => intake(Proceed::Accepted, classified).take(app, tx, caller)?,
        other => other?,
    };
    linked(app, tx, caller, ticket.id, &opened, (id, code)).map(Some)
}

/// Notes the new ticket on the one that was called about.
fn linked(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    called: TicketId,
    opened: &Opened,
    call: (CallbackId, &OutcomeCode),
) -> Result<Ticket, Error> {
    let new = &opened.view.stored.case.ticket;
    let command = Command::LinkFollowOn(link(new.id, &new.number, call));
    let stored = case_rows::load(tx, called, LoadLock::Wait)?.ok_or(Error::NotFound { what: "ticket" })?;
    let footing = Footing::of(app, tx, &stored)?;
    Ok(carry_out(app, tx, stored, &command, (&footing, Some(caller)))?.case.ticket)
}

/// The demand under the policy in force; under the policy of the ticket that was called about, where the other no longer
/// knows what it is about.
fn classified(app: &App, own: &Arc<Policy>, new: &NewTicket) -> Result<(Arc<Policy>, Demand), Error> {
    let (current, emergency) = (app.directory.current_policy()?, app.directory.is_emergency());
    match demand(&current, new, emergency) {
        Ok(demand) => Ok((current, demand)),
        Err(_) => Ok((own.clone(), demand(own, new, emergency)?)),
    }
}

fn new_ticket(outcome: &Outcome, rule: &FollowOnRule, ticket: &Ticket, note: &str) -> NewTicket {
    let Demand { area, region, position, channel, customer, contact, .. } = ticket.demand.clone();
    let Demand { confidential, anonymous, callback_wanted, segment, line, .. } = ticket.demand.clone();
    NewTicket {
        kind: Some(rule.kind.clone()),
        service_type: rule.service_type.clone(),
        level: rule.level.clone(),
        area: Some(area),
        region,
        position,
        channel,
        call: None,
        external: None,
        contact,
        topic: format!("{} {}", outcome.name.zh, ticket.number),
        description: note.to_owned(),
        confidential,
        anonymous,
        callback_wanted,
        target_at: None,
        // A customer who is known is of the class that his file says now.
        segment: segment.filter(|_| customer.is_none()),
        risks: ticket.demand.risks.clone(),
        accused: Accused::default(),
        line,
        praised: BTreeSet::new(),
        customer,
        proceed: Proceed::Dispatched,
    }
}

fn link(ticket: TicketId, number: &str, (callback, outcome): (CallbackId, &OutcomeCode)) -> FollowOn {
    FollowOn { ticket, number: number.to_owned(), callback, outcome: outcome.clone() }
}

fn opens_any(app: &App, tx: &mut Tx<'_>, id: CallbackId, code: &OutcomeCode) -> Result<bool, Error> {
    let Some((_, callback)) = callbacks::find(tx, id)? else { return Ok(false) };
    let Some(stored) = case_rows::load(tx, callback.ticket, LoadLock::None)? else { return Ok(false) };
    let policy = app.directory.policy(tx, stored.case.ticket.policy)?;
    let outcome = policy.plan(&callback.plan).and_then(|plan| plan.outcome(code));
    Ok(outcome.is_some_and(|outcome| outcome.opens.is_some()))
}

fn outcome_of(command: &CallbackCommand) -> Option<&OutcomeCode> {
    match command {
        CallbackCommand::Attempt(report) => match &report.outcome {
            Some(named) => Some(&named.code),
            None => None,
        },
        CallbackCommand::Claim
        | CallbackCommand::Release
        | CallbackCommand::Sign
        | CallbackCommand::Confirm { .. }
        | CallbackCommand::Review { .. }
        | CallbackCommand::CorrectNumber { .. }
        | CallbackCommand::Remove { .. } => None,
    }
}

fn said(command: &CallbackCommand) -> Option<&str> {
    match command {
        CallbackCommand::Attempt(report) => report.note.as_deref(),
        _ => None,
    }
}
