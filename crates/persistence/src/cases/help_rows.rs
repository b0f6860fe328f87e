//! Tickets that wait for help, as rows: the queue of the team.

use bihuan_domain::case::Case;
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::store::Step;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{helps, ticket_scopes, tickets};
use crate::tickets::VersionedTicket;
use crate::types::{Id, Instant, Json};
use crate::{Tx, connection};

/// Writes since when tickets wait for help, where it changed. It is rare: nothing is asked of the database otherwise.
pub(super) fn store(tx: &mut Tx<'_>, steps: &[Step<'_>]) -> Result<(), DbError> {
    for step in steps {
        let asked = |case: &Case| case.ticket.help_asked_at();
        let (before, after) = (step.case_before().and_then(asked), asked(step.after()));
        if before == after {
            continue;
        }
        let id = Id::from(step.after().ticket.id);
        diesel::delete(helps::table.find(id)).execute(tx.connection)?;
        if let Some(asked_at) = after {
            let row = (helps::ticket_id.eq(id), helps::asked_at.eq(Instant::from(asked_at)));
            connection::each!(tx, |connection| diesel::insert_into(helps::table).values(row).execute(connection))?;
        }
    }
    Ok(())
}

/// One page of the tickets that wait for help, each with when it was asked for.
pub fn waiting(
    tx: &mut Tx<'_>,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<(Timestamp, VersionedTicket)>, DbError> {
    let mut query = helps::table
        .inner_join(tickets::table.on(tickets::id.eq(helps::ticket_id)))
        .select((helps::asked_at, tickets::version, tickets::document))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(helps::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, helps::asked_at, helps::ticket_id);
    let rows = query.load::<(Instant, i64, Json<bihuan_domain::ticket::Ticket>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(at, version, Json(ticket))| (at.into(), (version, ticket))).collect())
}
