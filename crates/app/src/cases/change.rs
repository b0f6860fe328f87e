//! The one way in which somebody changes a ticket, and everything that belongs to it: lock, look, decide, write.

use bihuan_domain::callback::Callback;
use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::{CallbackId, TicketId, WorkOrderId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::callbacks::PerformerPlace;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, LoadLock, StoredCase};
use bihuan_persistence::page::Scope;

use super::carry_out::carry_out;
use super::footing::{Footing, rules};
use super::view::{CaseView, view};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// What a change is aimed at: its version is compared with the one the caller has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// The ticket.
    Ticket,
    /// One of its work orders.
    WorkOrder(WorkOrderId),
    /// Its callback.
    Callback(CallbackId),
}

/// Changes a case inside the caller's transaction. `command` is made from the case as it is, once it is locked.
pub(crate) fn change(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    aim: Aim,
    command: impl Fn(&Case, &Policy) -> Result<Command, Error>,
) -> Result<CaseView, Error> {
    let scope = scope::of(&caller.principal);
    let stored = locked(tx, aim.ticket, &scope, aim.what)?;
    let organisation = app.directory.organisation();
    check_held(&stored.case, aim, &organisation, &scope)?;
    check_version(&stored, aim)?;
    let footing = Footing::of(app, tx, &stored)?;
    let command = command(&stored.case, &footing.policy)?;
    let after = carry_out(app, tx, stored, &command, (&footing, Some(caller)))?;
    // The command may have given the ticket another type.
    let rules = rules(&footing.policy, &after.case)?;
    Ok(view(after, &rules, &caller.principal, footing.now))
}

/// What a change is aimed at, and which version the caller has seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Aim {
    /// The ticket.
    pub ticket: TicketId,
    /// The part of it.
    pub what: Target,
    /// The version the caller has seen; none for changes that commute.
    pub expected: Option<i64>,
    /// Whether whoever took the ticket may do it too, besides whoever holds the work order.
    pub from_centre: bool,
}

fn locked(tx: &mut Tx<'_>, id: TicketId, scope: &Scope, what: Target) -> Result<StoredCase, Error> {
    let missing = || Error::NotFound {
        what: match what {
            Target::Ticket => "ticket",
            Target::WorkOrder(_) => "work_order",
            Target::Callback(_) => "callback",
        },
    };
    if !rows::is_visible(tx, id, scope)? {
        return Err(missing());
    }
    rows::load(tx, id, LoadLock::Wait)?.ok_or_else(missing)
}

/// Who sees a ticket may not therefore act for another unit.
fn check_held(case: &Case, aim: Aim, organisation: &Organisation, scope: &Scope) -> Result<(), Error> {
    let within = |unit| organisation.unit(unit).is_some_and(|unit| scope::contains(scope, &unit.path));
    let centre = within(&case.ticket.accept_unit);
    let held = match aim.what {
        Target::Ticket => centre || aim.from_centre,
        // Whom the plan names beside the centre, the domain looks at.
        Target::Callback(id) => {
            let joint = |callback: &Callback| callback.performers.iter().any(|one| one.at == PerformerPlace::Handler);
            centre || case.callback_with(id).is_some_and(joint)
        }
        Target::WorkOrder(id) => {
            let order = case.work_order(id).ok_or(Error::NotFound { what: "work_order" })?;
            order.holder().is_some_and(within) || order.crew.as_ref().is_some_and(within) || (aim.from_centre && centre)
        }
    };
    if held { Ok(()) } else { Err(Error::Refused(Refusal::new(RefusalCode::NotHeld))) }
}

fn check_version(stored: &StoredCase, aim: Aim) -> Result<(), Error> {
    let current = match aim.what {
        Target::Ticket => stored.versions.ticket,
        Target::WorkOrder(id) => stored.versions.work_orders.get(&id).copied().unwrap_or_default(),
        // One that is not there has ended.
        Target::Callback(id) => match stored.versions.callbacks.get(&id) {
            Some(version) => *version,
            None => return Err(Error::Refused(Refusal::new(RefusalCode::WrongStage))),
        },
    };
    match aim.expected {
        Some(expected) if expected != current => Err(Error::VersionConflict { current }),
        _ => Ok(()),
    }
}
