//! Work orders as lists.

use bihuan_domain::id::{TicketId, WorkOrderId};
use bihuan_domain::work_order::WorkOrder;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{merges, ticket_scopes, work_orders};
use crate::types::{Id, Json};

/// Which work orders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorkOrderFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
}

/// A work order and its version.
pub type VersionedWorkOrder = (i64, WorkOrder);

/// The ticket that a work order serves.
pub fn ticket_of(tx: &mut Tx<'_>, id: WorkOrderId) -> Result<Option<TicketId>, DbError> {
    let ticket =
        work_orders::table.find(Id::from(id)).select(work_orders::ticket_id).first::<Id>(tx.connection).optional()?;
    Ok(ticket.map(TicketId::from))
}

/// Whose work orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Those of all tickets in the scope.
    Visible,
    /// Those that units in the scope hold, or whose crews are in it: the work that waits there. Work that waits for a main ticket
    /// is left out.
    Held,
}

/// One page of work orders.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &WorkOrderFilter,
    scope: &Scope,
    reach: Reach,
    page: PageRequest,
) -> Result<Vec<VersionedWorkOrder>, DbError> {
    let mut query = work_orders::table.select((work_orders::version, work_orders::document)).into_boxed();
    if let Some(stage) = filter.stage.clone() {
        query = query.filter(work_orders::stage.eq(stage));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(work_orders::ticket_id.eq(Id::from(ticket)));
    }
    if reach == Reach::Held {
        // What waits for another ticket waits for nobody's work: it stands here again once the two are parted.
        let merged =
            merges::table.filter(merges::ticket_id.eq(work_orders::ticket_id)).filter(merges::waiting.eq(true));
        query = query.filter(not(exists(merged)));
    }
    if let Scope::Under(subtree) = scope {
        let (from, until) = (subtree.from.clone(), subtree.until.clone());
        query = match reach {
            Reach::Visible => {
                let seen = ticket_scopes::table
                    .filter(ticket_scopes::ticket_id.eq(work_orders::ticket_id))
                    .filter(ticket_scopes::unit_path.ge(from))
                    .filter(ticket_scopes::unit_path.lt(until));
                query.filter(exists(seen))
            }
            Reach::Held => {
                let held = work_orders::holder_path.ge(from.clone()).and(work_orders::holder_path.lt(until.clone()));
                let worked = work_orders::crew_path.ge(from).and(work_orders::crew_path.lt(until));
                query.filter(held.or(worked.assume_not_null()))
            }
        };
    }
    let query = keyset!(query, page, work_orders::dispatched_at, work_orders::id);
    let rows = query.load::<(i64, Json<WorkOrder>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(order))| (version, order)).collect())
}
