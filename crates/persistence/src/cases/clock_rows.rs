//! Clocks as rows: whole as a document, with the columns that lists and benchmarks ask for.

use std::collections::HashMap;

use bihuan_domain::clock::Clock;
use bihuan_domain::id::TicketId;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, SmallInt, Text};

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::rows::{insert_rows, rows_of, update_rows};
use crate::schema::clocks;
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

struct ClockRow<'a> {
    ticket_id: Id,
    no: i16,
    clock: &'a Clock,
}

impl<'a> ClockRow<'a> {
    fn new(ticket: TicketId, clock: &'a Clock) -> Self {
        Self { ticket_id: ticket.into(), no: i16::try_from(clock.no).unwrap_or(i16::MAX), clock }
    }

    fn ended_at(&self) -> Option<Instant> {
        self.clock.end.map(|end| end.at().into())
    }
}

/// The clocks of tickets, by number.
pub(super) fn list(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Vec<Clock>>, DbError> {
    let columns = (clocks::ticket_id, clocks::document);
    let rows = rows_of!(tx, tickets, clocks, (Id, Json<Clock>), columns, clocks::no)?;
    let mut found: HashMap<TicketId, Vec<Clock>> = HashMap::new();
    for (ticket, Json(clock)) in rows {
        found.entry(ticket.into()).or_default().push(clock);
    }
    Ok(found)
}

/// Writes the clocks that differ.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let (mut added, mut changed) = (Vec::new(), Vec::new());
    for step in steps {
        let before = step.case_before().map_or(&[][..], |case| &case.clocks);
        for (place, clock) in step.after().clocks.iter().enumerate() {
            match before.get(place) {
                None => added.push(ClockRow::new(step.after().ticket.id, clock)),
                Some(earlier) if earlier != clock => changed.push(ClockRow::new(step.after().ticket.id, clock)),
                Some(_) => {}
            }
        }
    }
    insert_rows!(tx, clocks, added.as_slice(), |row| {
        ticket_id: DbUuid = row.ticket_id,
        no: SmallInt = row.no,
        code: Text = row.clock.code.as_str(),
        work_order_id: Nullable<DbUuid> = row.clock.subject.work_order().map(Id::from),
        due_at: DbInstant = Instant::from(row.clock.due_at),
        ended_at: Nullable<DbInstant> = row.ended_at(),
        document: DbJson = Json(row.clock),
    })?;
    update_rows!(tx, clocks, changed.as_slice(), |row| { ticket_id: DbUuid = row.ticket_id, no: SmallInt = row.no } set {
        due_at: DbInstant = Instant::from(row.clock.due_at),
        ended_at: Nullable<DbInstant> = row.ended_at(),
        document: DbJson = Json(row.clock),
    })?;
    Ok(())
}
