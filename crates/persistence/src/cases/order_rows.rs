//! Work orders as rows.

use std::collections::HashMap;

use bihuan_domain::id::TicketId;
use bihuan_domain::work_order::WorkOrder;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, SmallInt, Text};

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::rows::{insert_rows, rows_of, update_rows};
use crate::schema::work_orders;
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

struct OrderRow<'a> {
    order: &'a WorkOrder,
    version: i64,
    holder_path: &'a str,
    crew_path: Option<&'a str>,
}

impl<'a> OrderRow<'a> {
    fn new(step: Step<'a>, order: &'a WorkOrder, version: i64) -> Self {
        Self {
            order,
            version,
            holder_path: order.holder().and_then(|unit| step.path(unit)).unwrap_or_default(),
            crew_path: order.crew.as_ref().and_then(|unit| step.path(unit)),
        }
    }
}

/// The work orders of tickets, by number, with their versions.
pub(super) fn list(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Vec<(i64, WorkOrder)>>, DbError> {
    let columns = (work_orders::version, work_orders::document);
    let rows = rows_of!(tx, tickets, work_orders, (i64, Json<WorkOrder>), columns, work_orders::no)?;
    let mut found: HashMap<TicketId, Vec<(i64, WorkOrder)>> = HashMap::new();
    for (version, Json(order)) in rows {
        found.entry(order.ticket).or_default().push((version, order));
    }
    Ok(found)
}

/// Writes the work orders that differ.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for step in steps {
        for order in &step.after().work_orders {
            match step.before.and_then(|stored| Some((stored, stored.case.work_order(order.id)?))) {
                None => added.push(OrderRow::new(*step, order, 1)),
                Some((stored, earlier)) if earlier != order => {
                    let version = stored.versions.work_orders.get(&order.id).copied().unwrap_or_default();
                    changed.push(OrderRow::new(*step, order, version + 1));
                }
                Some(_) => {}
            }
        }
    }
    insert_rows!(tx, work_orders, added.as_slice(), |row| {
        id: DbUuid = Id::from(row.order.id),
        ticket_id: DbUuid = Id::from(row.order.ticket),
        no: SmallInt = i16::try_from(row.order.no).unwrap_or(i16::MAX),
        stage: Text = row.order.stage.as_str(),
        holder_path: Text = row.holder_path,
        crew_path: Nullable<Text> = row.crew_path,
        dispatched_at: DbInstant = Instant::from(row.order.dispatched_at),
        version: BigInt = row.version,
        document: DbJson = Json(row.order),
    })?;
    update_rows!(tx, work_orders, changed.as_slice(), |row| { id: DbUuid = Id::from(row.order.id) } set {
        stage: Text = row.order.stage.as_str(),
        holder_path: Text = row.holder_path,
        crew_path: Nullable<Text> = row.crew_path,
        version: BigInt = row.version,
        document: DbJson = Json(row.order),
    })?;
    Ok(())
}
