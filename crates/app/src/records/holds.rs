//! Legal holds (封存): placing them, and lifting.

use std::sync::Arc;

use bihuan_domain::id::{HoldId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::cases::{LoadLock, is_visible, load};
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::records::{self as rows, Hold};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// A hold as asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewHold {
    /// The ticket of which nothing may be purged.
    pub ticket: TicketId,
    /// Why.
    pub reason: String,
}

/// Places a hold on a ticket. Several may be on one; it is free when all are lifted.
///
/// # Errors
/// Invalid when the caller sees no such ticket.
pub async fn place_hold(
    app: &Arc<App>,
    caller: &Caller,
    new: NewHold,
    reply: Reply<Hold>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::RecordHold)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        // While the ticket is locked no purge is at it: what is held when this is answered stays.
        if !is_visible(tx, new.ticket, &scope::of(&caller.principal))?
            || load(tx, new.ticket, LoadLock::Wait)?.is_none()
        {
            return Err(Error::invalid("/ticketId", "unknown"));
        }
        let now = inner.clock.now();
        let hold = Hold {
            id: HoldId(inner.ids.id(now)),
            ticket: new.ticket,
            reason: new.reason.clone(),
            placed_at: now,
            placed_by: caller.actor(),
            lifted: None,
            version: 1,
        };
        rows::place_hold(tx, &hold)?;
        Ok(hold)
    })
    .await
}

/// Lifts a hold.
///
/// # Errors
/// Not found; changed by somebody else; refused when it is lifted already.
pub async fn lift_hold(
    app: &Arc<App>,
    caller: &Caller,
    id: HoldId,
    expected: i64,
    reason: String,
    reply: Reply<Hold>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::RecordHold)?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let scope = scope::of(&caller.principal);
        let hold = rows::find_hold(tx, id, &scope)?.ok_or(Error::NotFound { what: "legal_hold" })?;
        if hold.version != expected {
            return Err(Error::VersionConflict { current: hold.version });
        }
        if hold.lifted.is_some() {
            return Err(Error::Refused(Refusal::new(RefusalCode::WrongStage).with("stage", "lifted")));
        }
        rows::lift_hold(tx, id, inner.clock.now(), &caller.actor(), &reason)?;
        rows::find_hold(tx, id, &scope)?.ok_or(Error::NotFound { what: "legal_hold" })
    })
    .await
}

/// The hold with this id.
///
/// # Errors
/// Not found.
pub async fn get_hold(app: &Arc<App>, caller: &Caller, id: HoldId) -> Result<Hold, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let scope = scope::of(&caller.principal);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find_hold(tx, id, &scope)?)).await?;
    found.ok_or(Error::NotFound { what: "legal_hold" })
}

/// One page of holds, newest first.
///
/// # Errors
/// Forbidden.
pub async fn list_holds(
    app: &Arc<App>,
    caller: &Caller,
    ticket: Option<TicketId>,
    page: PageRequest,
) -> Result<Vec<Hold>, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list_holds(tx, ticket, &scope, page)?)).await
}
