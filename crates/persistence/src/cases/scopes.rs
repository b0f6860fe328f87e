//! Who may see a ticket: the one scope filter, which every read of tickets and of what belongs to them goes through.

use std::collections::BTreeSet;

use bihuan_domain::case::Case;
use bihuan_domain::id::TicketId;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Text;

use super::store::Step;
use crate::Tx;
use crate::error::DbError;
use crate::page::Scope;
use crate::rows::insert_rows;
use crate::schema::ticket_scopes;
use crate::types::{DbUuid, Id};

/// Whether a reader with this scope may see the ticket.
pub fn is_visible(tx: &mut Tx<'_>, ticket: TicketId, scope: &Scope) -> Result<bool, DbError> {
    let Scope::Under(subtree) = scope else { return Ok(true) };
    let within = ticket_scopes::table
        .filter(ticket_scopes::ticket_id.eq(Id::from(ticket)))
        .filter(ticket_scopes::unit_path.ge(&subtree.from))
        .filter(ticket_scopes::unit_path.lt(&subtree.until));
    Ok(diesel::select(exists(within)).get_result(tx.connection)?)
}

/// Lets the units see the tickets that came to touch them.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    let mut added: Vec<(TicketId, &str)> = Vec::new();
    for step in steps {
        let known = step.case_before().map(|case| touching(case, *step)).unwrap_or_default();
        let touched = touching(step.after(), *step);
        added.extend(touched.difference(&known).map(|path| (step.after().ticket.id, *path)));
    }
    insert_rows!(tx, ticket_scopes, added.as_slice(), |row| {
        ticket_id: DbUuid = Id::from(row.0),
        unit_path: Text = row.1,
    }, "ON CONFLICT DO NOTHING" .on_conflict_do_nothing())?;
    Ok(())
}

/// Paths of the units that took the ticket, hold or held its work orders, or work for it on its main ticket.
fn touching<'a>(case: &Case, step: Step<'a>) -> BTreeSet<&'a str> {
    let holders = case.work_orders.iter().flat_map(|order| order.route.iter().chain(order.crew.as_ref()));
    // Who works on the main ticket works for this customer, too.
    let main = case.ticket.merged.iter().filter_map(|merged| merged.unit.as_ref());
    std::iter::once(&case.ticket.accept_unit).chain(holders).chain(main).filter_map(|unit| step.path(unit)).collect()
}
