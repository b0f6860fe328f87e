//! Doing something to a ticket that needs nothing but the command itself.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::TicketCommand;
use bihuan_persistence::{Tx, calls};

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Target};
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
        cases::change(&inner, tx, &caller, aim, |_, _| Ok(Command::Ticket(command.clone())))
    })
    .await?;
    cases::announce(app);
    Ok(stored)
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
