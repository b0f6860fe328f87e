//! The append-only log: the timeline of a ticket, the audit trail, and the feed that others follow.

use bihuan_domain::actor::Actor;
use bihuan_domain::case::CaseEvent;
use bihuan_domain::erasure;
use bihuan_domain::id::{CustomerId, EventId, TicketId, UserId};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::page::Scope;
use crate::rows::insert_rows;
use crate::schema::{events, tickets};
use crate::types::{DbInstant, DbJson, DbUuid, Id, Instant, Json};

/// An entry to be appended.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEvent {
    /// Its id.
    pub id: EventId,
    /// The ticket it belongs to, if any.
    pub ticket: Option<TicketId>,
    /// The noun it happened to.
    pub subject: &'static str,
    /// The id of what it happened to.
    pub subject_id: Uuid,
    /// What happened.
    pub name: &'static str,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The event itself.
    pub data: Value,
    /// The request that brought it about.
    pub request_id: Option<String>,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq)]
pub struct EventRecord {
    /// Where it stands in the log.
    pub position: LogPosition,
    /// Its id.
    pub id: EventId,
    /// The ticket it belongs to, if any.
    pub ticket: Option<TicketId>,
    /// The noun it happened to.
    pub subject: String,
    /// The id of what it happened to.
    pub subject_id: Uuid,
    /// What happened.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// The event itself.
    pub data: Value,
    /// The request that brought it about.
    pub request_id: Option<String>,
}

/// A place in the log. On PostgreSQL the transaction comes first, because a sequence alone would hide for ever what
/// commits late; on SQLite it is zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LogPosition {
    /// The writing transaction.
    pub transaction: i64,
    /// The sequence.
    pub sequence: i64,
}

/// Appeals are about a ticket, and no part of its case.
const APPEAL: &str = "appeal";
/// Nor are inspections. Whoever looks has no hand in the ticket.
pub const INSPECTION: &str = "inspection";

impl EventRecord {
    /// What happened to a ticket, as the rules know it: the one place where the log is read back. None for entries that
    /// are about no ticket.
    ///
    /// # Errors
    /// [`DbError::Corrupt`] when the entry cannot be understood.
    pub fn case_event(&self) -> Result<Option<CaseEvent>, DbError> {
        if self.ticket.is_none() || [APPEAL, INSPECTION].contains(&self.subject.as_str()) {
            return Ok(None);
        }
        let read = CaseEvent::deserialize(&self.data);
        read.map(Some).map_err(|error| DbError::corrupt("events", "data", self.position.sequence, error))
    }
}

#[derive(Queryable, QueryableByName)]
struct EventRow {
    #[diesel(sql_type = BigInt)]
    transaction: i64,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = DbUuid)]
    id: Id,
    #[diesel(sql_type = Nullable<DbUuid>)]
    ticket_id: Option<Id>,
    #[diesel(sql_type = Text)]
    subject: String,
    #[diesel(sql_type = DbUuid)]
    subject_id: Id,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = DbInstant)]
    at: Instant,
    #[diesel(sql_type = DbJson)]
    actor: Json<Actor>,
    #[diesel(sql_type = DbJson)]
    data: Json<Value>,
    #[diesel(sql_type = Nullable<Text>)]
    request_id: Option<String>,
}

impl From<EventRow> for EventRecord {
    fn from(row: EventRow) -> Self {
        Self {
            position: LogPosition { transaction: row.transaction, sequence: row.seq },
            id: row.id.into(),
            ticket: row.ticket_id.map(TicketId::from),
            subject: row.subject,
            subject_id: row.subject_id.0,
            name: row.name,
            at: row.at.into(),
            actor: row.actor.0,
            data: row.data.0,
            request_id: row.request_id,
        }
    }
}

/// Appends entries, in this order.
pub fn append<'e>(tx: &mut Tx<'_>, entries: impl IntoIterator<Item = &'e NewEvent>) -> Result<(), DbError> {
    let entries: Vec<&NewEvent> = entries.into_iter().collect();
    insert_rows!(tx, events, entries.as_slice(), |entry| {
        id: DbUuid = Id::from(entry.id),
        ticket_id: Nullable<DbUuid> = entry.ticket.map(Id::from),
        subject: Text = entry.subject,
        subject_id: DbUuid = Id(entry.subject_id),
        name: Text = entry.name,
        at: DbInstant = Instant::from(entry.at),
        actor: DbJson = Json(&entry.actor),
        data: DbJson = Json(&entry.data),
        request_id: Nullable<Text> = entry.request_id.as_deref(),
    })?;
    Ok(())
}

/// The columns of an [`EventRow`], where its writing transaction does not matter.
macro_rules! entry_columns {
    () => {
        (
            diesel::dsl::sql::<BigInt>("CAST(0 AS BIGINT)"),
            events::seq,
            events::id,
            events::ticket_id,
            events::subject,
            events::subject_id,
            events::name,
            events::at,
            events::actor,
            events::data,
            events::request_id,
        )
    };
}

/// The timeline of a ticket: its entries behind `after`, oldest first.
pub fn of_ticket(tx: &mut Tx<'_>, ticket: TicketId, after: i64, limit: i64) -> Result<Vec<EventRecord>, DbError> {
    let rows = events::table
        .filter(events::ticket_id.eq(Id::from(ticket)))
        .filter(events::seq.gt(after))
        .order(events::seq)
        .limit(limit)
        .select(entry_columns!())
        .load::<EventRow>(tx.connection)?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// Only entries about customers. The literal lets both engines see that the partial index serves.
const OF_CUSTOMER: &str = "events.subject = 'customer'";

/// What was written about a customer himself behind `after`, oldest first.
pub fn of_customer(tx: &mut Tx<'_>, customer: CustomerId, after: i64, limit: i64) -> Result<Vec<EventRecord>, DbError> {
    let rows = events::table
        .filter(events::subject_id.eq(Id::from(customer)))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>(OF_CUSTOMER))
        .filter(events::seq.gt(after))
        .order(events::seq)
        .limit(limit)
        .select(entry_columns!())
        .load::<EventRow>(tx.connection)?;
    Ok(rows.into_iter().map(EventRecord::from).collect())
}

/// Erases a customer from what was written about himself.
pub(crate) fn erase_of_customer(tx: &mut Tx<'_>, customer: CustomerId) -> Result<(), DbError> {
    let rows = events::table
        .filter(events::subject_id.eq(Id::from(customer)))
        .filter(diesel::dsl::sql::<diesel::sql_types::Bool>(OF_CUSTOMER))
        .select((events::seq, events::data))
        .load::<(i64, Json<Value>)>(tx.connection)?;
    for (seq, Json(mut data)) in rows {
        if erasure::erase_of_customer(&mut data) {
            diesel::update(events::table.filter(events::seq.eq(seq)))
                .set(events::data.eq(Json(data)))
                .execute(tx.connection)?;
        }
    }
    Ok(())
}

/// Entries about tickets taken in a scope, with these names, within a stretch of time, oldest first.
pub fn named_between(
    tx: &mut Tx<'_>,
    names: &[&str],
    (from, to): (Timestamp, Timestamp),
    scope: &Scope,
    limit: i64,
) -> Result<Vec<EventRecord>, DbError> {
    let mut query = events::table
        .inner_join(tickets::table.on(events::ticket_id.eq(tickets::id.nullable())))
        .filter(events::at.ge(Instant::from(from)))
        .filter(events::at.lt(Instant::from(to)))
        .filter(events::name.eq_any(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()))
        .order((events::at, events::seq))
        .limit(limit)
        .select(entry_columns!())
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(tickets::accept_path.ge(subtree.from.clone()))
            .filter(tickets::accept_path.lt(subtree.until.clone()));
    }
    Ok(query.load::<EventRow>(tx.connection)?.into_iter().map(EventRecord::from).collect())
}

/// How often a user did what within a stretch of time: noun, name and count.
pub fn deeds_of(
    tx: &mut Tx<'_>,
    user: UserId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<(String, String, i64)>, DbError> {
    let own = diesel::dsl::sql::<diesel::sql_types::Bool>("events.actor ->> 'id' = ").bind::<Text, _>(user.to_string());
    Ok(events::table
        .group_by((events::subject, events::name))
        .filter(events::at.ge(Instant::from(from)))
        .filter(events::at.lt(Instant::from(to)))
        .filter(own)
        .order((events::subject, events::name))
        .select((events::subject, events::name, diesel::dsl::count_star()))
        .load(tx.connection)?)
}

const COLUMNS: &str = "e.seq, e.id, e.ticket_id, e.subject, e.subject_id, e.name, e.at, e.actor, e.data, e.request_id";

/// The log behind `after`, in the order in which it became visible to all; only what the scope allows. Entries that
/// belong to no ticket are seen by those who see everything.
pub fn follow(tx: &mut Tx<'_>, after: LogPosition, scope: &Scope, limit: i64) -> Result<Vec<EventRecord>, DbError> {
    let (from, until) = match scope {
        Scope::Everything => (None, None),
        Scope::Under(subtree) => (Some(subtree.from.clone()), Some(subtree.until.clone())),
    };
    let scoped = "(CAST($1 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM ticket_scopes s WHERE s.ticket_id = e.ticket_id \
                  AND s.unit_path >= $1 AND s.unit_path < $2))";
    let rows: Vec<EventRow> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => diesel::sql_query(format!(
            "SELECT CAST(CAST(e.tx AS TEXT) AS BIGINT) AS transaction, {COLUMNS} FROM events e \
             WHERE (e.tx, e.seq) > (CAST(CAST($3 AS TEXT) AS XID8), $4) \
             AND e.tx < pg_snapshot_xmin(pg_current_snapshot()) AND {scoped} ORDER BY e.tx, e.seq LIMIT $5"
        ))
        .bind::<Nullable<Text>, _>(from)
        .bind::<Nullable<Text>, _>(until)
        .bind::<Text, _>(after.transaction.to_string())
        .bind::<BigInt, _>(after.sequence)
        .bind::<BigInt, _>(limit)
        .load(connection)?,
        AnyConnection::Sqlite(connection) => diesel::sql_query(format!(
            "SELECT 0 AS \"transaction\", {COLUMNS} FROM events e WHERE e.seq > ?3 AND {} \
             ORDER BY e.seq LIMIT ?4",
            // SQLite would number `$1` by its first appearance, not by its digit.
            scoped.replace('$', "?")
        ))
        .bind::<Nullable<Text>, _>(from)
        .bind::<Nullable<Text>, _>(until)
        .bind::<BigInt, _>(after.sequence)
        .bind::<BigInt, _>(limit)
        .load(connection)?,
    };
    Ok(rows.into_iter().map(EventRecord::from).collect())
}
