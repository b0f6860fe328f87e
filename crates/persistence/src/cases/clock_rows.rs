//! Clocks as rows: whole as a document, with the columns that lists and benchmarks ask for.

use bihuan_domain::clock::Clock;
use bihuan_domain::id::TicketId;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::clocks;
use crate::types::{Id, Instant, Json};

#[derive(Debug, Insertable, AsChangeset)]
#[diesel(table_name = clocks, primary_key(ticket_id, no), treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
struct ClockRow {
    ticket_id: Id,
    no: i16,
    code: String,
    work_order_id: Option<Id>,
    due_at: Instant,
    ended_at: Option<Instant>,
    document: Json<Clock>,
}

impl ClockRow {
    fn new(ticket: TicketId, clock: &Clock) -> Self {
        Self {
            ticket_id: ticket.into(),
            no: i16::try_from(clock.no).unwrap_or(i16::MAX),
            code: clock.code.to_string(),
            work_order_id: clock.subject.work_order().map(Id::from),
            due_at: clock.due_at.into(),
            ended_at: clock.end.map(|end| end.at().into()),
            document: Json(clock.clone()),
        }
    }
}

/// All clocks of a ticket, by number.
pub(super) fn list(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Clock>, DbError> {
    let documents = clocks::table
        .filter(clocks::ticket_id.eq(Id::from(ticket)))
        .order(clocks::no)
        .select(clocks::document)
        .load::<Json<Clock>>(tx.connection)?;
    Ok(documents.into_iter().map(|Json(clock)| clock).collect())
}

/// Writes what differs between two states of a ticket's clocks.
pub(super) fn store(tx: &mut Tx<'_>, ticket: TicketId, before: &[Clock], after: &[Clock]) -> Result<(), DbError> {
    for (place, clock) in after.iter().enumerate() {
        let row = ClockRow::new(ticket, clock);
        match before.get(place) {
            None => {
                diesel::insert_into(clocks::table).values(row).execute(tx.connection)?;
            }
            Some(earlier) if earlier != clock => {
                let target = clocks::table.filter(clocks::ticket_id.eq(row.ticket_id)).filter(clocks::no.eq(row.no));
                diesel::update(target).set(row).execute(tx.connection)?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}
