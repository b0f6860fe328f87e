//! Looking at one work order.

use std::sync::Arc;

use bihuan_domain::id::WorkOrderId;
use bihuan_domain::permission::Permission;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::work_order::WorkOrder;
use bihuan_persistence::work_orders;

use crate::App;
use crate::caller::Caller;
use crate::cases::{ActionView, CaseView};
use crate::error::Error;
use crate::tickets;

/// A work order, and what the caller may do with it.
#[derive(Debug, Clone)]
pub struct WorkOrderView {
    /// The work order.
    pub order: WorkOrder,
    /// Its version.
    pub version: i64,
    /// The ticket it serves.
    pub ticket: Ticket,
    /// What may be done.
    pub actions: Vec<ActionView>,
}

/// The work order, and what the caller may do with it.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: WorkOrderId) -> Result<WorkOrderView, Error> {
    caller.principal.require(Permission::WorkOrderRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database
        .snapshot(move |tx| {
            let ticket = work_orders::ticket_of(tx, id)?.ok_or(Error::NotFound { what: "work_order" })?;
            let case = tickets::look(&inner, tx, &principal, ticket, "work_order")?;
            view_of(case, id)
        })
        .await
}

/// One work order out of its case.
pub(crate) fn view_of(case: CaseView, id: WorkOrderId) -> Result<WorkOrderView, Error> {
    let place = case.stored.case.work_orders.iter().position(|order| order.id == id);
    let found = place.and_then(|place| {
        let order = case.stored.case.work_orders.get(place)?.clone();
        Some((order, case.work_order_actions.get(place)?.clone()))
    });
    let (order, actions) = found.ok_or(Error::NotFound { what: "work_order" })?;
    let version = case.stored.versions.work_orders.get(&id).copied().unwrap_or_default();
    Ok(WorkOrderView { order, version, ticket: case.stored.case.ticket, actions })
}
