//! Claiming cases whose alarm is due.
//!
//! Any number of nodes do this at once, beside ordinary changes. It cannot deadlock, because a claim never waits: rows
//! that somebody holds are passed over, and what it writes afterwards are rows it holds, rows that only the holder of
//! the ticket writes, or new rows. An ordinary change locks the ticket and then writes its wake; when a claim has locked
//! that wake and passed over the ticket, the change waits for one batch to end, and the claim waits for nobody.
//!
//! Both rows are locked, though the ticket alone would do for safety: a wake that another node has moved in the meantime
//! is looked at again before it is locked, and no longer due then; a ticket without its wake would be claimed for nothing.

use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use super::load::{StoredCase, TicketRow, complete, in_callback};
use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::schema::{tickets, wakes};
use crate::types::{Instant, Json};

/// A case whose alarm is due, held until the end of the transaction.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// When it was due.
    pub due_at: Timestamp,
    /// The case, as decisions need it.
    pub stored: StoredCase,
}

/// Cases that are due at `now` and that nobody else holds, longest due first, at most `limit`.
pub fn claim(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Claimed>, DbError> {
    let query = wakes::table
        .inner_join(tickets::table.on(tickets::id.eq(wakes::ticket_id)))
        .filter(wakes::due_at.le(Instant::from(now)))
        .order(wakes::due_at)
        .limit(limit)
        .select((wakes::due_at, tickets::version, tickets::changed_at, tickets::document));
    let rows: Vec<(Instant, i64, Instant, Json<Ticket>)> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().skip_locked().load(connection)?,
        // One writer at a time: nobody else can hold them.
        AnyConnection::Sqlite(connection) => query.load(connection)?,
    };
    let due: Vec<Timestamp> = rows.iter().map(|row| row.0.into()).collect();
    let rows = rows.into_iter().map(|(_, version, changed_at, Json(ticket))| TicketRow {
        version,
        changed_at: changed_at.into(),
        ticket,
    });
    let cases = complete(tx, rows.collect(), in_callback)?;
    Ok(due.into_iter().zip(cases).map(|(due_at, stored)| Claimed { due_at, stored }).collect())
}
