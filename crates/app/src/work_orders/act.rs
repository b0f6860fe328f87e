//! Doing something to a work order.

use std::sync::Arc;

use bihuan_domain::case::Command;
use bihuan_domain::id::WorkOrderId;
use bihuan_domain::work_order::{WorkOrderAction, WorkOrderCommand};
use bihuan_persistence::work_orders;

use super::get::{WorkOrderView, view_of};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// Carries out a command on a work order. `expected` is the version the caller has seen; commands that commute need
/// none.
///
/// # Errors
/// Refused, not found, forbidden, or changed by somebody else; nothing has happened then.
pub async fn act(
    app: &Arc<App>,
    caller: &Caller,
    id: WorkOrderId,
    expected: Option<i64>,
    command: WorkOrderCommand,
    reply: Reply<WorkOrderView>,
) -> Result<StoredReply, Error> {
    let action = command.action();
    caller.principal.require(action.permission())?;
    if expected.is_none() && !action.commutes() {
        return Err(Error::PreconditionRequired);
    }
    let from_centre = is_for_the_centre(action);
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let ticket = work_orders::ticket_of(tx, id)?.ok_or(Error::NotFound { what: "work_order" })?;
        let aim = Aim { ticket, what: Target::WorkOrder(id), expected, from_centre };
        let view = cases::change(&inner, tx, &caller, aim, |_, _| Ok(Command::WorkOrder(id, command.clone())))?;
        view_of(view, id)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// Whoever took the demand may send it elsewhere, give up a work order that assists, and decide whether it may wait.
const fn is_for_the_centre(action: WorkOrderAction) -> bool {
    matches!(
        action,
        WorkOrderAction::Transfer
            | WorkOrderAction::Cancel
            | WorkOrderAction::ApproveSuspension
            | WorkOrderAction::RefuseSuspension
            | WorkOrderAction::ApproveExtension
            | WorkOrderAction::RefuseExtension
    )
}
