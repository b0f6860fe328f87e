//! Tickets as lists and by their names.

use std::collections::BTreeMap;

use bihuan_domain::id::TicketId;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{Order, PageRequest, Position, Scope, keyset};
use crate::schema::{merges, ticket_scopes, tickets};
use crate::types::{Id, Instant, Json};

/// Which tickets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TicketFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this kind.
    pub kind: Option<String>,
    /// By this channel.
    pub channel: Option<String>,
    /// With this contact phone, normalised.
    pub phone_key: Option<String>,
    /// With this number.
    pub number: Option<String>,
    /// From this system.
    pub system: Option<String>,
    /// With this name there.
    pub external_id: Option<String>,
    /// That wait, or waited, for this ticket.
    pub main: Option<TicketId>,
}

/// A ticket and its version.
pub type VersionedTicket = (i64, Ticket);

/// One page of tickets.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &TicketFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedTicket>, DbError> {
    let mut query = tickets::table.select((tickets::version, tickets::document)).into_boxed();
    for (column, value) in [
        (Column::Stage, &filter.stage),
        (Column::Kind, &filter.kind),
        (Column::Channel, &filter.channel),
        (Column::Phone, &filter.phone_key),
        (Column::Number, &filter.number),
        (Column::System, &filter.system),
        (Column::External, &filter.external_id),
    ] {
        let Some(value) = value.clone() else { continue };
        query = match column {
            Column::Stage => query.filter(tickets::stage.eq(value)),
            Column::Kind => query.filter(tickets::kind.eq(value)),
            Column::Channel => query.filter(tickets::channel.eq(value)),
            Column::Phone => query.filter(tickets::phone_key.eq(value)),
            Column::Number => query.filter(tickets::number.eq(value)),
            Column::System => query.filter(tickets::system.eq(value)),
            Column::External => query.filter(tickets::external_id.eq(value)),
        };
    }
    if let Some(main) = filter.main {
        let merged = merges::table.filter(merges::main_id.eq(Id::from(main))).select(merges::ticket_id);
        query = query.filter(tickets::id.eq_any(merged));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(tickets::id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, tickets::opened_at, tickets::id);
    let rows = query.load::<(i64, Json<Ticket>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(ticket))| (version, ticket)).collect())
}

enum Column {
    Stage,
    Kind,
    Channel,
    Phone,
    Number,
    System,
    External,
}

/// The ticket that another system knows by this name.
pub fn find_by_external(tx: &mut Tx<'_>, system: &str, external_id: &str) -> Result<Option<TicketId>, DbError> {
    let id = tickets::table
        .filter(tickets::system.eq(system))
        .filter(tickets::external_id.eq(external_id))
        .select(tickets::id)
        .first::<Id>(tx.connection)
        .optional()?;
    Ok(id.map(TicketId::from))
}

/// The tickets with these ids.
pub fn find_many(
    tx: &mut Tx<'_>,
    ids: impl IntoIterator<Item = TicketId>,
) -> Result<BTreeMap<TicketId, VersionedTicket>, DbError> {
    let ids: Vec<Id> = ids.into_iter().map(Id::from).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = tickets::table.filter(tickets::id.eq_any(ids)).select((tickets::version, tickets::document)).load::<(
        i64,
        Json<Ticket>,
    )>(
        tx.connection,
    )?;
    Ok(rows.into_iter().map(|(version, Json(ticket))| (ticket.id, (version, ticket))).collect())
}

/// Which tickets of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// The first moment at which they were opened.
    pub from: Timestamp,
    /// The end of the period; not part of it.
    pub to: Timestamp,
    /// Of this kind.
    pub kind: Option<String>,
}

/// Tickets that were opened in a period, behind `after`, oldest first.
pub fn opened_in(
    tx: &mut Tx<'_>,
    period: &Period,
    scope: &Scope,
    after: Option<Position>,
    limit: i64,
) -> Result<Vec<Ticket>, DbError> {
    let page = PageRequest { after, limit, order: Order::OldestFirst };
    let query = within(period, scope).select(tickets::document);
    let rows = keyset!(query, page, tickets::opened_at, tickets::id).load::<Json<Ticket>>(tx.connection)?;
    Ok(rows.into_iter().map(|Json(ticket)| ticket).collect())
}

/// How many tickets were opened in a period.
pub fn count_opened_in(tx: &mut Tx<'_>, period: &Period, scope: &Scope) -> Result<i64, DbError> {
    Ok(within(period, scope).count().get_result(tx.connection)?)
}

fn within<'a>(period: &Period, scope: &Scope) -> tickets::BoxedQuery<'a, crate::connection::MultiBackend> {
    let mut query = tickets::table
        .filter(tickets::opened_at.ge(Instant::from(period.from)))
        .filter(tickets::opened_at.lt(Instant::from(period.to)))
        .into_boxed();
    if let Some(kind) = period.kind.clone() {
        query = query.filter(tickets::kind.eq(kind));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(tickets::id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    query
}
