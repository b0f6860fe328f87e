//! Clocks as rows.

use std::collections::HashMap;

use bihuan_domain::clock::{Clock, ClockEnd};
use bihuan_domain::code::ClockCode;
use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, SmallInt, Text};

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::rows::{insert_rows, rows_of, update_rows};
use crate::schema::clocks;
use crate::types::{DbInstant, DbUuid, Id, Instant};

#[derive(Debug, Queryable)]
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

/// The clocks of tickets, by number.
pub(super) fn list(tx: &mut Tx<'_>, tickets: &[Id]) -> Result<HashMap<TicketId, Vec<Clock>>, DbError> {
    let rows = rows_of!(tx, tickets, clocks, ClockRow, clocks::all_columns, clocks::no)?;
    let mut found: HashMap<TicketId, Vec<Clock>> = HashMap::new();
    for row in rows {
        found.entry(row.ticket_id.into()).or_default().push(row.into_clock()?);
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
        code: Text = row.code.as_str(),
        work_order_id: Nullable<DbUuid> = row.work_order_id,
        started_at: DbInstant = row.started_at,
        warn_at: Nullable<DbInstant> = row.warn_at,
        due_at: DbInstant = row.due_at,
        warned_at: Nullable<DbInstant> = row.warned_at,
        breached_at: Nullable<DbInstant> = row.breached_at,
        end_how: Nullable<Text> = row.end_how.as_deref(),
        ended_at: Nullable<DbInstant> = row.ended_at,
    })?;
    update_rows!(tx, clocks, changed.as_slice(), |row| { ticket_id: DbUuid = row.ticket_id, no: SmallInt = row.no } set {
        warn_at: Nullable<DbInstant> = row.warn_at,
        due_at: DbInstant = row.due_at,
        warned_at: Nullable<DbInstant> = row.warned_at,
        breached_at: Nullable<DbInstant> = row.breached_at,
        end_how: Nullable<Text> = row.end_how.as_deref(),
        ended_at: Nullable<DbInstant> = row.ended_at,
    })?;
    Ok(())
}
