//! Clocks as rows.

use bihuan_domain::clock::{Clock, ClockEnd};
use bihuan_domain::code::ClockCode;
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::schema::clocks;
use crate::types::{Id, Instant};

#[derive(Debug, Queryable, Insertable, AsChangeset)]
#[diesel(table_name = clocks, primary_key(ticket_id, no), treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
struct ClockRow {
    ticket_id: Id,
    no: i16,
    code: String,
    work_order_id: Option<Id>,
    started_at: Instant,
    warn_at: Option<Instant>,
    due_at: Instant,
    warned_at: Option<Instant>,
    breached_at: Option<Instant>,
    end_how: Option<String>,
    ended_at: Option<Instant>,
}

impl ClockRow {
    fn new(ticket: TicketId, clock: &Clock) -> Self {
        let (end_how, ended_at) = match clock.end {
            Some(ClockEnd::Stopped(at)) => (Some("stopped"), Some(at)),
            Some(ClockEnd::Dropped(at)) => (Some("dropped"), Some(at)),
            None => (None, None),
        };
        Self {
            ticket_id: ticket.into(),
            no: i16::try_from(clock.no).unwrap_or(i16::MAX),
            code: clock.code.to_string(),
            work_order_id: clock.work_order.map(Id::from),
            started_at: clock.started_at.into(),
            warn_at: clock.warn_at.map(Instant::from),
            due_at: clock.due_at.into(),
            warned_at: clock.warned_at.map(Instant::from),
            breached_at: clock.breached_at.map(Instant::from),
            end_how: end_how.map(str::to_owned),
            ended_at: ended_at.map(Instant::from),
        }
    }

    fn into_clock(self) -> Result<Clock, DbError> {
        let row = format!("{}/{}", self.ticket_id.0, self.no);
        let corrupt = |column, reason: String| DbError::corrupt("clocks", column, &row, reason);
        let end = match (self.end_how.as_deref(), self.ended_at) {
            (None, None) => None,
            (Some("stopped"), Some(at)) => Some(ClockEnd::Stopped(at.0)),
            (Some("dropped"), Some(at)) => Some(ClockEnd::Dropped(at.0)),
            (how, _) => return Err(corrupt("end_how", format!("{how:?} does not fit ended_at"))),
        };
        Ok(Clock {
            no: u16::try_from(self.no).map_err(|error| corrupt("no", error.to_string()))?,
            code: ClockCode::try_from(self.code).map_err(|error| corrupt("code", error.to_string()))?,
            work_order: self.work_order_id.map(Into::into),
            started_at: self.started_at.into(),
            warn_at: self.warn_at.map(Timestamp::from),
            due_at: self.due_at.into(),
            warned_at: self.warned_at.map(Timestamp::from),
            breached_at: self.breached_at.map(Timestamp::from),
            end,
        })
    }
}

/// All clocks of a ticket, by number.
pub(super) fn list(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Clock>, DbError> {
    clocks::table
        .filter(clocks::ticket_id.eq(Id::from(ticket)))
        .order(clocks::no)
        .load::<ClockRow>(tx.connection)?
        .into_iter()
        .map(ClockRow::into_clock)
        .collect()
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
