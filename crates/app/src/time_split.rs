//! The time split (时间归属) as the caller may see it: whoever belongs to the unit that took the demand sees all of it,
//! everybody else the time of the own units.

use std::sync::Arc;

use bihuan_domain::case::Case;
use bihuan_domain::id::{TicketId, WorkOrderId};
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_domain::time_split::{self, Holding, Leg};
use bihuan_persistence::page::Scope;
use bihuan_persistence::work_orders;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::{directory, scope, tickets};

/// The time of a ticket, or of a work order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The stretches, in order.
    pub legs: Vec<Leg>,
    /// Whether these are all.
    pub complete: bool,
    /// When it was looked at: time that still runs counts up to then.
    pub seen_at: Timestamp,
}

/// The time of a ticket and of each of its work orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketSplit {
    /// That of the ticket.
    pub ticket: Split,
    /// That of each work order, with its number.
    pub work_orders: Vec<(WorkOrderId, u16, Split)>,
}

/// The time split of a ticket.
///
/// # Errors
/// Not found, also when the ticket lies outside the caller's scope.
pub async fn of_ticket(app: &Arc<App>, caller: &Caller, id: TicketId) -> Result<TicketSplit, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database
        .snapshot(move |tx| {
            let seen = tickets::look(&inner, tx, &principal, id, "ticket")?;
            let case = &seen.stored.case;
            let sight = Sight::of(&inner, case, scope::of(&principal), seen.seen_at);
            let orders = case.work_orders.iter();
            Ok(TicketSplit {
                ticket: sight.split(&case.ticket.holdings),
                work_orders: orders.map(|order| (order.id, order.no, sight.split(&order.holdings))).collect(),
            })
        })
        .await
}

/// The time split of a work order.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn of_work_order(app: &Arc<App>, caller: &Caller, id: WorkOrderId) -> Result<Split, Error> {
    caller.principal.require(Permission::WorkOrderRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database
        .snapshot(move |tx| {
            let missing = || Error::NotFound { what: "work_order" };
            let ticket = work_orders::ticket_of(tx, id)?.ok_or_else(missing)?;
            let seen = tickets::look(&inner, tx, &principal, ticket, "work_order")?;
            let case = &seen.stored.case;
            let order = case.work_order(id).ok_or_else(missing)?;
            Ok(Sight::of(&inner, case, scope::of(&principal), seen.seen_at).split(&order.holdings))
        })
        .await
}

/// How far the caller sees.
struct Sight<'a> {
    app: &'a App,
    scope: Scope,
    whole: bool,
    at: Timestamp,
}

impl<'a> Sight<'a> {
    fn of(app: &'a App, case: &Case, scope: Scope, at: Timestamp) -> Self {
        let taken = directory::path(&app.directory.organisation(), &case.ticket.accept_unit);
        Self { app, whole: scope::contains(&scope, &taken), scope, at }
    }

    fn split(&self, holdings: &[Holding]) -> Split {
        let organisation = self.app.directory.organisation();
        let mut legs = time_split::legs(holdings, self.at);
        let all = legs.len();
        legs.retain(|leg| self.whole || scope::contains(&self.scope, &directory::path(&organisation, &leg.unit)));
        Split { complete: legs.len() == all, legs, seen_at: self.at }
    }
}
