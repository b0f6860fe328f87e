//! Tickets that cannot be counted as they stand.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::error::DbError;
use crate::page::Scope;
use crate::schema::{tickets, uncounted_tickets};
use crate::types::{Id, Instant};
use crate::{Tx, connection};

/// Writes down that a ticket cannot be counted; since when stays as it is.
pub fn mark_uncounted(tx: &mut Tx<'_>, ticket: TicketId, at: Timestamp) -> Result<(), DbError> {
    let row = (uncounted_tickets::ticket_id.eq(Id::from(ticket)), uncounted_tickets::since.eq(Instant::from(at)));
    connection::each!(tx, |connection| diesel::insert_into(uncounted_tickets::table)
        .values(row)
        .on_conflict(uncounted_tickets::ticket_id)
        .do_nothing()
        .execute(connection))?;
    Ok(())
}

/// Forgets of tickets that could not be counted that they could not.
pub fn mark_counted(tx: &mut Tx<'_>, counted: &[TicketId]) -> Result<(), DbError> {
    if count_uncounted(tx)? == 0 {
        return Ok(());
    }
    let ids = counted.iter().copied().map(Id::from);
    diesel::delete(uncounted_tickets::table.filter(uncounted_tickets::ticket_id.eq_any(ids))).execute(tx.connection)?;
    Ok(())
}

/// How many tickets cannot be counted.
pub fn count_uncounted(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    Ok(uncounted_tickets::table.count().get_result(tx.connection)?)
}

/// The first tickets in the scope that cannot be counted, the longest first.
pub fn list_uncounted(tx: &mut Tx<'_>, scope: &Scope, limit: i64) -> Result<Vec<(TicketId, Timestamp)>, DbError> {
    let mut query = uncounted_tickets::table
        .inner_join(tickets::table.on(tickets::id.eq(uncounted_tickets::ticket_id)))
        .select((uncounted_tickets::ticket_id, uncounted_tickets::since))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(tickets::accept_path.ge(subtree.from.clone()))
            .filter(tickets::accept_path.lt(subtree.until.clone()));
    }
    let ordered = query.order((uncounted_tickets::since, uncounted_tickets::ticket_id)).limit(limit);
    let rows = ordered.load::<(Id, Instant)>(tx.connection)?;
    Ok(rows.into_iter().map(|(ticket, since)| (ticket.into(), since.into())).collect())
}
