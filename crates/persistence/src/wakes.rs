//! Wakes: when each ticket must be told that time has passed. A row that is due is the job.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::schema::wakes;
use crate::types::{Id, Instant};

/// Sets, moves or takes away the wake of a ticket. `first` says that it cannot have one yet.
pub fn arm(tx: &mut Tx<'_>, ticket: TicketId, first: bool, at: Option<Timestamp>) -> Result<(), DbError> {
    let id = Id::from(ticket);
    match at {
        None if first => {}
        None => {
            diesel::delete(wakes::table.find(id)).execute(tx.connection)?;
        }
        Some(at) => {
            let row = (wakes::ticket_id.eq(id), wakes::due_at.eq(Instant::from(at)), wakes::failures.eq(0_i16));
            let moved = (wakes::due_at.eq(Instant::from(at)), wakes::failures.eq(0_i16));
            each!(tx, |connection| {
                diesel::insert_into(wakes::table)
                    .values(row)
                    .on_conflict(wakes::ticket_id)
                    .do_update()
                    .set(moved)
                    .execute(connection)
            })?;
        }
    }
    Ok(())
}

/// Tickets that are due at `now`, longest due first, at most `limit`.
pub fn due(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<TicketId>, DbError> {
    let ids = wakes::table
        .filter(wakes::due_at.le(Instant::from(now)))
        .order(wakes::due_at)
        .limit(limit)
        .select(wakes::ticket_id)
        .load::<Id>(tx.connection)?;
    Ok(ids.into_iter().map(TicketId::from).collect())
}

/// When the next ticket is due.
pub fn next_due(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, DbError> {
    let at = wakes::table.order(wakes::due_at).select(wakes::due_at).first::<Instant>(tx.connection).optional()?;
    Ok(at.map(Timestamp::from))
}

/// How often a ticket could not be woken in a row.
pub fn failures(tx: &mut Tx<'_>, ticket: TicketId) -> Result<i16, DbError> {
    let failures = wakes::table.find(Id::from(ticket)).select(wakes::failures).first(tx.connection).optional()?;
    Ok(failures.unwrap_or_default())
}

/// Puts a ticket that could not be woken off until `at`, and counts the failure.
pub fn put_off(tx: &mut Tx<'_>, ticket: TicketId, at: Timestamp) -> Result<(), DbError> {
    diesel::update(wakes::table.find(Id::from(ticket)))
        .set((wakes::due_at.eq(Instant::from(at)), wakes::failures.eq(wakes::failures + 1)))
        .execute(tx.connection)?;
    Ok(())
}

/// How many tickets are overdue for waking at `now`, counted up to `limit`.
pub fn backlog(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<i64, DbError> {
    Ok(i64::try_from(due(tx, now, limit)?.len()).unwrap_or(limit))
}
