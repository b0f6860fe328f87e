//! Reclassifying a ticket (重新分类).

use std::sync::Arc;

use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::ticket::{Classification, TicketCommand};

use super::classify::{Named, classify, over};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// What a ticket is about from now on, and why.
#[derive(Debug, Clone)]
pub struct Reclassification {
    /// What changes; the rest stays.
    pub named: Named,
    /// Why.
    pub reason: String,
}

/// Gives a ticket another kind, type, grade, area or promised moment. Its clocks follow as the policy carries them over.
///
/// # Errors
/// Invalid against the ticket's policy; refused when nothing changes or the stage does not allow it.
pub async fn reclassify(
    app: &Arc<App>,
    caller: &Caller,
    id: TicketId,
    expected: i64,
    to: Reclassification,
    reply: Reply<CaseView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::TicketReclassify)?;
    let aim = Aim { ticket: id, what: Target::Ticket, expected: Some(expected), from_centre: false };
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        cases::change(&inner, tx, &caller, aim, |case, policy| command(case, policy, &to))
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

fn command(case: &Case, policy: &Policy, to: &Reclassification) -> Result<Command, Error> {
    let present = Classification::of(&case.ticket.demand);
    let class = classify(policy, over(present, to.named.clone(), policy)).map_err(Error::Invalid)?;
    Ok(Command::Ticket(TicketCommand::Reclassify { to: class, reason: to.reason.clone() }))
}
