//! Tickets whose clocks run, wherever they stand.

use bihuan_domain::clock::Clock;
use bihuan_domain::id::TicketId;
use diesel::dsl::count;
use diesel::expression_methods::AggregateExpressionMethods as _;
use diesel::prelude::*;

use super::clock_rows;
use crate::Tx;
use crate::error::DbError;
use crate::schema::clocks;
use crate::types::Id;

/// Tickets with at least one clock that has not ended, behind `after`, in the order of their ids.
pub fn running(tx: &mut Tx<'_>, after: Option<TicketId>, limit: i64) -> Result<Vec<TicketId>, DbError> {
    let mut query = clocks::table
        .filter(clocks::ended_at.is_null())
        .select(clocks::ticket_id)
        .distinct()
        .order(clocks::ticket_id)
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(clocks::ticket_id.gt(Id::from(after)));
    }
    Ok(query.load::<Id>(tx.connection)?.into_iter().map(TicketId::from).collect())
}

/// How many tickets have a clock that has not ended.
pub fn running_count(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let running = clocks::table.filter(clocks::ended_at.is_null());
    Ok(running.select(count(clocks::ticket_id).aggregate_distinct()).first(tx.connection)?)
}

/// All clocks of a ticket, by number.
pub fn clocks_of(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Clock>, DbError> {
    Ok(clock_rows::list(tx, &[ticket.into()])?.remove(&ticket).unwrap_or_default())
}
