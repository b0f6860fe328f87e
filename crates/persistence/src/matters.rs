//! Which tickets are about the same matter.

use std::collections::{BTreeSet, HashMap};

use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::{Ticket, TicketStage};
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::error::DbError;
use crate::locks::lock;
use crate::page::{Order, PageRequest, Scope, keyset};
use crate::schema::{ticket_matters, ticket_scopes, tickets};
use crate::tickets::VersionedTicket;
use crate::types::{Id, Instant, Json};
use crate::{Tx, connection};

/// The most tickets of one matter that are counted: more make no difference.
pub const COUNTED_MAX: i64 = 1_000;

/// Counts the tickets known under any of these keys and opened since then, `own` and cancelled ones left out.
///
/// The keys stay locked until the transaction ends: whoever opens another ticket of the matter meanwhile waits, and then sees
/// this one.
pub fn count_others(tx: &mut Tx<'_>, keys: &[String], own: TicketId, since: Timestamp) -> Result<u32, DbError> {
    // Always in the same order, so that two who lock several wait for each other at most once.
    let sorted: BTreeSet<&String> = keys.iter().collect();
    let mut others = BTreeSet::new();
    for key in &sorted {
        lock(tx, key)?;
    }
    for key in sorted {
        let found = ticket_matters::table
            .inner_join(tickets::table.on(tickets::id.eq(ticket_matters::ticket_id)))
            .filter(ticket_matters::key.eq(key))
            .filter(ticket_matters::opened_at.ge(Instant::from(since)))
            .filter(tickets::stage.ne(TicketStage::Cancelled.as_str()))
            .select(ticket_matters::ticket_id)
            .limit(COUNTED_MAX)
            .load::<Id>(tx.connection)?;
        others.extend(found);
    }
    others.remove(&Id::from(own));
    Ok(u32::try_from(others.len()).unwrap_or(u32::MAX))
}

/// Writes down under which keys a ticket is known from now on.
pub fn place(tx: &mut Tx<'_>, ticket: TicketId, opened_at: Timestamp, keys: &[String]) -> Result<(), DbError> {
    diesel::delete(ticket_matters::table.filter(ticket_matters::ticket_id.eq(Id::from(ticket))))
        .execute(tx.connection)?;
    for key in keys.iter().collect::<BTreeSet<_>>() {
        let row = (
            ticket_matters::key.eq(key),
            ticket_matters::opened_at.eq(Instant::from(opened_at)),
            ticket_matters::ticket_id.eq(Id::from(ticket)),
        );
        connection::each!(tx, |connection| diesel::insert_into(ticket_matters::table).values(row).execute(connection))?;
    }
    Ok(())
}

/// The keys under which a ticket is known.
pub fn keys_of(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<String>, DbError> {
    let known = ticket_matters::table.filter(ticket_matters::ticket_id.eq(Id::from(ticket)));
    Ok(known.select(ticket_matters::key).order(ticket_matters::key).load(tx.connection)?)
}

/// Tickets whose keys are looked up in one statement.
const LOOKED_UP_TOGETHER: usize = 1_000;

/// The keys under which each of these tickets is known; tickets that are known under none are left out.
pub fn keys_of_each(tx: &mut Tx<'_>, ids: &[TicketId]) -> Result<HashMap<TicketId, Vec<String>>, DbError> {
    let mut known: HashMap<TicketId, Vec<String>> = HashMap::new();
    for some in ids.chunks(LOOKED_UP_TOGETHER) {
        let rows = ticket_matters::table
            .filter(ticket_matters::ticket_id.eq_any(some.iter().copied().map(Id::from)))
            .select((ticket_matters::ticket_id, ticket_matters::key))
            .load::<(Id, String)>(tx.connection)?;
        for (ticket, key) in rows {
            known.entry(ticket.into()).or_default().push(key);
        }
    }
    Ok(known)
}

/// One page of the tickets known under any of these keys, newest first, `own` left out.
pub fn related(
    tx: &mut Tx<'_>,
    keys: &[String],
    own: TicketId,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedTicket>, DbError> {
    let mut found: Vec<VersionedTicket> = Vec::new();
    let page = PageRequest { order: Order::NewestFirst, ..page };
    // Each key is walked along its index; a ticket may be known under several.
    for key in keys {
        let rows = known_under(tx, key, own, scope, page)?;
        found.extend(rows.into_iter().map(|(version, Json(ticket))| (version, ticket)));
    }
    found.sort_by_key(|(_, ticket)| std::cmp::Reverse((ticket.opened_at, ticket.id)));
    found.dedup_by_key(|(_, ticket)| ticket.id);
    found.truncate(usize::try_from(page.limit).unwrap_or_default());
    Ok(found)
}

fn known_under(
    tx: &mut Tx<'_>,
    key: &str,
    own: TicketId,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<(i64, Json<Ticket>)>, DbError> {
    let mut query = ticket_matters::table
        .inner_join(tickets::table.on(tickets::id.eq(ticket_matters::ticket_id)))
        .filter(ticket_matters::key.eq(key))
        .filter(ticket_matters::ticket_id.ne(Id::from(own)))
        .select((tickets::version, tickets::document))
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(ticket_matters::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, ticket_matters::opened_at, ticket_matters::ticket_id);
    Ok(query.load(tx.connection)?)
}
