//! Wakes: when each ticket must be told that time has passed. A row that is due is the job.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::SmallInt;
use diesel::upsert::excluded;

use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::rows::insert_rows;
use crate::schema::wakes;
use crate::types::{DbInstant, DbUuid, Id, Instant};
use crate::{Tx, rows};

/// How the wake of a ticket is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arming {
    /// The ticket.
    pub ticket: TicketId,
    /// Whether the ticket is new, so that it cannot have one yet.
    pub first: bool,
    /// When it must be told; none takes the wake away.
    pub at: Option<Timestamp>,
}

/// Sets, moves or takes away the wakes of tickets.
pub fn arm(tx: &mut Tx<'_>, armings: &[Arming]) -> Result<(), DbError> {
    let set: Vec<(Id, Instant)> =
        armings.iter().filter_map(|arming| Some((arming.ticket.into(), arming.at?.into()))).collect();
    let gone: Vec<Id> = armings
        .iter()
        .filter(|arming| arming.at.is_none() && !arming.first)
        .map(|arming| arming.ticket.into())
        .collect();
    insert_rows!(tx, wakes, set.as_slice(), |row| {
        ticket_id: DbUuid = row.0,
        due_at: DbInstant = row.1,
        failures: SmallInt = 0_i16,
    }, "ON CONFLICT (ticket_id) DO UPDATE SET due_at = excluded.due_at, failures = excluded.failures"
        .on_conflict(wakes::ticket_id)
        .do_update()
        .set((wakes::due_at.eq(excluded(wakes::due_at)), wakes::failures.eq(excluded(wakes::failures))))
    )?;
    match (&mut *tx.connection, gone.as_slice()) {
        (AnyConnection::Postgres(connection), [_, _, ..]) => {
            diesel::delete(wakes::table.filter(wakes::ticket_id.eq_any(&gone))).execute(connection)?;
        }
        (connection, gone) => {
            rows::each(gone, |ticket| diesel::delete(wakes::table.find(*ticket)).execute(connection))?;
        }
    }
    Ok(())
}

/// Tickets that are due at `now` and whose wakes nobody else holds, longest due first, at most `limit`. Their wakes are
/// held until the end of the transaction; see [`crate::cases::claim`].
pub fn claim(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<TicketId>, DbError> {
    let query = wakes::table
        .filter(wakes::due_at.le(Instant::from(now)))
        .order(wakes::due_at)
        .limit(limit)
        .select(wakes::ticket_id);
    let ids: Vec<Id> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().skip_locked().load(connection)?,
        AnyConnection::Sqlite(connection) => query.load(connection)?,
    };
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
    let overdue = wakes::table.filter(wakes::due_at.le(Instant::from(now))).limit(limit).select(wakes::ticket_id);
    Ok(overdue.load::<Id>(tx.connection)?.len().try_into().unwrap_or(limit))
}
