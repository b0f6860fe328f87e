//! Dispatching a ticket (派单): to the units named, or by the first route of the policy that matches.

use std::sync::Arc;

use bihuan_domain::case::{Case, Command, plans};
use bihuan_domain::code::UnitCode;
use bihuan_domain::dispatch::destination;
use bihuan_domain::id::{TicketId, WorkOrderId};
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::ticket::{OrderPlan, TicketCommand};

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// The most units one dispatch may name.
pub const DISPATCH_UNITS_MAX: usize = 10;

/// Sends work orders out. Without units the policy's routes choose; of the units named the first leads, unless work
/// orders are out already: then all assist.
///
/// # Errors
/// Refused when no route matches, a unit does not handle work orders, or the stage does not allow it.
pub async fn dispatch(
    app: &Arc<App>,
    caller: &Caller,
    id: TicketId,
    expected: i64,
    units: Vec<UnitCode>,
    reply: Reply<CaseView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::TicketDispatch)?;
    if units.len() > DISPATCH_UNITS_MAX {
        return Err(Error::LimitExceeded { limit: "units", maximum: DISPATCH_UNITS_MAX as u64 });
    }
    let aim = Aim { ticket: id, what: Target::Ticket, expected: Some(expected), from_centre: false };
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        cases::change(&inner, tx, &caller, aim, |case, policy| command(&inner, case, policy, &units))
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

fn command(app: &App, case: &Case, policy: &Policy, units: &[UnitCode]) -> Result<Command, Error> {
    let fresh = || WorkOrderId(app.ids.id(app.clock.now()));
    let command = if units.is_empty() {
        let destination = destination(policy, &case.ticket.demand).map_err(Error::Refused)?;
        let ids: Vec<WorkOrderId> = (0..=destination.assisting.len()).map(|_| fresh()).collect();
        TicketCommand::Dispatch { orders: plans(&destination, &ids), route: Some(destination.route) }
    } else {
        let leads = case.lead().is_none();
        let plan = |(place, unit): (usize, &UnitCode)| OrderPlan {
            id: fresh(),
            unit: unit.clone(),
            lead: leads && place == 0,
        };
        TicketCommand::Dispatch { orders: units.iter().enumerate().map(plan).collect(), route: None }
    };
    Ok(Command::Ticket(command))
}
