//! Who may see a ticket: the one scope filter, which every read of tickets and of what belongs to them goes through.

use std::collections::BTreeSet;

use bihuan_domain::id::TicketId;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::Scope;
use crate::schema::ticket_scopes;
use crate::types::Id;

/// Whether a reader with this scope may see the ticket.
pub fn is_visible(tx: &mut Tx<'_>, ticket: TicketId, scope: &Scope) -> Result<bool, DbError> {
    let Scope::Under(subtree) = scope else { return Ok(true) };
    let within = ticket_scopes::table
        .filter(ticket_scopes::ticket_id.eq(Id::from(ticket)))
        .filter(ticket_scopes::unit_path.ge(&subtree.from))
        .filter(ticket_scopes::unit_path.lt(&subtree.until));
    Ok(diesel::select(exists(within)).get_result(tx.connection)?)
}

/// Lets the units with these paths see the ticket.
pub(super) fn add(tx: &mut Tx<'_>, ticket: TicketId, paths: &BTreeSet<&str>) -> Result<(), DbError> {
    for path in paths {
        let row = (ticket_scopes::ticket_id.eq(Id::from(ticket)), ticket_scopes::unit_path.eq(*path));
        crate::connection::each!(tx, |connection| {
            diesel::insert_into(ticket_scopes::table).values(row).on_conflict_do_nothing().execute(connection)
        })?;
    }
    Ok(())
}
