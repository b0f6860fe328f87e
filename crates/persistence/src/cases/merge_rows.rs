//! Which tickets wait for which, as rows: found from either side.

use bihuan_domain::case::Case;
use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::TicketStage;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::store::Step;
use crate::error::DbError;
use crate::schema::{merges, tickets};
use crate::types::Id;
use crate::{Tx, connection};

/// Writes the merging of tickets, where it changed. It is rare: nothing is asked of the database otherwise.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    for step in steps {
        let merged =
            |case: &Case| case.ticket.merged.as_ref().map(|merged| (merged.main, merged.released_at.is_none()));
        let (before, after) = (step.case_before().and_then(merged), merged(step.after()));
        if before == after {
            continue;
        }
        let id = Id::from(step.after().ticket.id);
        diesel::delete(merges::table.find(id)).execute(tx.connection)?;
        if let Some((main, waiting)) = after {
            let row = (merges::ticket_id.eq(id), merges::main_id.eq(Id::from(main)), merges::waiting.eq(waiting));
            connection::each!(tx, |connection| diesel::insert_into(merges::table).values(row).execute(connection))?;
        }
    }
    Ok(())
}

/// Whether others wait for this ticket.
pub fn others_wait(tx: &mut Tx<'_>, main: TicketId) -> Result<bool, DbError> {
    let waiting = merges::table.filter(merges::main_id.eq(Id::from(main))).filter(merges::waiting);
    Ok(diesel::select(exists(waiting)).get_result(tx.connection)?)
}

/// Tickets that wait for one whose department works no more, each with that one; at most so many.
pub fn releasable(tx: &mut Tx<'_>, limit: i64) -> Result<Vec<(TicketId, TicketId)>, DbError> {
    let at_work = [TicketStage::Draft, TicketStage::PendingDispatch, TicketStage::Handling];
    let rows: Vec<(Id, Id)> = merges::table
        .inner_join(tickets::table.on(tickets::id.eq(merges::main_id)))
        .filter(merges::waiting)
        .filter(tickets::stage.ne_all(at_work.map(TicketStage::as_str)))
        .order(merges::ticket_id)
        .limit(limit)
        .select((merges::ticket_id, merges::main_id))
        .load(tx.connection)?;
    Ok(rows.into_iter().map(|(ticket, main)| (ticket.into(), main.into())).collect())
}
