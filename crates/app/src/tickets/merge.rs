//! Merging (合并): one ticket waits for another about the same trouble.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_domain::ticket::{MainTicket, TicketCommand};
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, LoadLock, StoredCase};

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Which ticket is to wait for which.
#[derive(Debug, Clone)]
pub struct Merge {
    /// The one that is to wait.
    pub ticket: TicketId,
    /// The main ticket.
    pub main: TicketId,
    /// Why it is the same trouble.
    pub reason: String,
}

/// Lets a ticket wait for another. `expected` is the version of the ticket that is to wait.
///
/// # Errors
/// Invalid when the caller cannot see the main ticket; refused when nobody can wait for it, when others wait for this one, or
/// when somebody is at work on it already.
pub async fn merge(
    app: &Arc<App>,
    caller: &Caller,
    expected: i64,
    merge: Merge,
    reply: Reply<CaseView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::TicketMerge)?;
    let aim = Aim { ticket: merge.ticket, what: Target::Ticket, expected: Some(expected), from_centre: false };
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let main = locked(tx, &caller, &merge)?;
        let leads = rows::others_wait(tx, merge.ticket)?;
        cases::change(&inner, tx, &caller, aim, |_, _| {
            let (main, reason) = (MainTicket::of(&main.case), merge.reason.clone());
            Ok(Command::Ticket(TicketCommand::Merge { main, leads, reason }))
        })
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// The main ticket, with both locked in the order of their ids: two merges that meet do not wait for each other.
fn locked(tx: &mut Tx<'_>, caller: &Caller, merge: &Merge) -> Result<StoredCase, Error> {
    let scope = scope::of(&caller.principal);
    if !rows::is_visible(tx, merge.ticket, &scope)? {
        return Err(Error::NotFound { what: "ticket" });
    }
    let unknown = || Error::invalid("/mainId", "unknown");
    if !rows::is_visible(tx, merge.main, &scope)? {
        return Err(unknown());
    }
    if merge.ticket < merge.main {
        rows::load(tx, merge.ticket, LoadLock::Wait)?;
    }
    rows::load(tx, merge.main, LoadLock::Wait)?.ok_or_else(unknown)
}
