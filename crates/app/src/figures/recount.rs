//! Counting everything anew: the same steps over all tickets, and at the end the sums from the facts.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::indicator::Registry;
use bihuan_domain::permission::Permission;
use bihuan_persistence::figures::{self as rows, FigureCursor};
use bihuan_persistence::page::Scope;
use bihuan_persistence::{Tx, facts};
use uuid::Uuid;

use super::follow::together_or_apart;
use super::state::FigureState;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Tickets counted anew in one transaction.
pub const RECOUNT_TICKETS: i64 = 200;

/// Has everything counted anew, beside following the log: the facts of every ticket from its case, then the sums from the
/// facts. Figures that were right stay as they are; meanwhile they can be read.
///
/// # Errors
/// Forbidden, also to whoever does not see everything; Busy while another node moves the cursor.
pub async fn recount(app: &Arc<App>, caller: &Caller, reply: Reply<FigureState>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::FigureClose)?;
    if scope::of(&caller.principal) != Scope::Everything {
        return Err(Error::Forbidden { permission: Permission::FigureClose });
    }
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    reply::once(app, reply, move |tx| {
        let mut cursor = rows::lock(tx)?.ok_or(Error::Busy)?;
        cursor.recount_after = Some(TicketId(Uuid::nil()));
        rows::save(tx, &cursor)?;
        FigureState::read(tx, &Scope::Everything)
    })
    .await
}

/// The next tickets of a recount that is under way; answers how many.
pub(super) fn step(app: &App, tx: &mut Tx<'_>, cursor: &mut FigureCursor, registry: &Registry) -> Result<usize, Error> {
    let Some(after) = cursor.recount_after else { return Ok(0) };
    let tickets = facts::tickets_behind(tx, after, RECOUNT_TICKETS)?;
    together_or_apart(app, tx, &tickets, registry)?;
    cursor.recount_after = tickets.last().copied();
    if tickets.is_empty() {
        rows::define(tx, &registry.sums)?;
    }
    Ok(tickets.len())
}
