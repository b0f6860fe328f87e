//! Doing something to a ticket that needs nothing but the command itself.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::TicketCommand;
use bihuan_persistence::cases::{self as rows, LoadLock, StoredCase};
use bihuan_persistence::{Tx, calls};

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Footing, Target, carry_out};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Carries out a command on a ticket. `expected` is the version the caller has seen; commands that commute need none.
///
/// # Errors
/// Refused, not found, forbidden, or changed by somebody else; nothing has happened then.
pub async fn act(
    app: &Arc<App>,
    caller: &Caller,
    id: TicketId,
    expected: Option<i64>,
    command: TicketCommand,
    reply: Reply<CaseView>,
) -> Result<StoredReply, Error> {
    let action = command.action();
    caller.principal.require(action.permission())?;
    if expected.is_none() && !action.commutes() {
        return Err(Error::PreconditionRequired);
    }
    let aim = Aim { ticket: id, what: Target::Ticket, expected, from_centre: action.commutes() };
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        check_call(tx, &caller, &command)?;
        if let TicketCommand::Urge { note } = &command {
            return urge(&inner, tx, &caller, aim, note.as_ref());
        }
        cases::change(&inner, tx, &caller, aim, |_, _| Ok(Command::Ticket(command.clone())))
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// Presses the ticket, and the main ticket that it waits for: the departments that are to hurry are there.
fn urge(app: &App, tx: &mut Tx<'_>, caller: &Caller, aim: Aim, note: Option<&String>) -> Result<CaseView, Error> {
    let main_of = |stored: &StoredCase| {
        let merged = stored.case.ticket.merged.as_ref().filter(|merged| merged.released_at.is_none());
        merged.map(|merged| merged.main)
    };
    // Both are locked in the order of their ids, like wherever two tickets meet.
    let first = rows::load(tx, aim.ticket, LoadLock::None)?.and_then(|stored| main_of(&stored));
    if let Some(main) = first.filter(|main| *main < aim.ticket) {
        rows::load(tx, main, LoadLock::Wait)?;
    }
    let view =
        cases::change(app, tx, caller, aim, |_, _| Ok(Command::Ticket(TicketCommand::Urge { note: note.cloned() })))?;
    if let Some(main) = main_of(&view.stored) {
        let (ticket, number) = (aim.ticket, view.stored.case.ticket.number.clone());
        let press = Command::Press { ticket, number, note: note.cloned() };
        let stored = rows::load(tx, main, LoadLock::Wait)?.ok_or(Error::NotFound { what: "ticket" })?;
        let footing = Footing::of(app, tx, &stored)?;
        match carry_out(app, tx, stored, &press, (&footing, Some(caller))) {
            // Its department is done: there is nobody to be pressed, and the ticket is about to be released.
            Ok(_) | Err(Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(view)
}

/// The call that a contact names must be there.
fn check_call(tx: &mut Tx<'_>, caller: &Caller, command: &TicketCommand) -> Result<(), Error> {
    match command {
        TicketCommand::Contact(contact) => match contact.call {
            Some(call) if calls::find(tx, call, &scope::of(&caller.principal))?.is_none() => {
                Err(Error::invalid("/callId", "unknown"))
            }
            _ => Ok(()),
        },
        _ => Ok(()),
    }
}
