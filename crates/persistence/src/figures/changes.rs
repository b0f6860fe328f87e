//! Which tickets the log says have changed.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::events::LogPosition;
use crate::types::{DbInstant, DbUuid, Id, Instant};

/// An entry of the log, without what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Where it stands.
    pub position: LogPosition,
    /// The ticket it belongs to, if any.
    pub ticket: Option<TicketId>,
    /// When it was.
    pub at: Timestamp,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    transaction: i64,
    #[diesel(sql_type = BigInt)]
    seq: i64,
    #[diesel(sql_type = Nullable<DbUuid>)]
    ticket_id: Option<Id>,
    #[diesel(sql_type = DbInstant)]
    at: Instant,
}

/// The entries behind `after`, in the order in which they became visible to all. The same order as
/// [`crate::events::follow`], without reading what happened.
pub fn changes(tx: &mut Tx<'_>, after: LogPosition, limit: i64) -> Result<Vec<Change>, DbError> {
    let rows: Vec<Row> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => diesel::sql_query(
            "SELECT CAST(CAST(tx AS TEXT) AS BIGINT) AS transaction, seq, ticket_id, at FROM events \
             WHERE (tx, seq) > (CAST(CAST($1 AS TEXT) AS XID8), $2) AND tx < pg_snapshot_xmin(pg_current_snapshot()) \
             ORDER BY tx, seq LIMIT $3",
        )
        .bind::<Text, _>(after.transaction.to_string())
        .bind::<BigInt, _>(after.sequence)
        .bind::<BigInt, _>(limit)
        .load(connection)?,
        AnyConnection::Sqlite(connection) => diesel::sql_query(
            "SELECT 0 AS \"transaction\", seq, ticket_id, at FROM events WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        )
        .bind::<BigInt, _>(after.sequence)
        .bind::<BigInt, _>(limit)
        .load(connection)?,
    };
    let change = |row: Row| Change {
        position: LogPosition { transaction: row.transaction, sequence: row.seq },
        ticket: row.ticket_id.map(TicketId::from),
        at: row.at.into(),
    };
    Ok(rows.into_iter().map(change).collect())
}

#[derive(QueryableByName)]
struct Waiting {
    #[diesel(sql_type = BigInt)]
    waiting: i64,
}

/// Whether entries of a ticket that happened before `until` stand behind `after`, also those that are not visible to all yet.
pub fn is_waiting(tx: &mut Tx<'_>, after: LogPosition, until: Timestamp) -> Result<bool, DbError> {
    let until = Instant::from(until);
    let found: Waiting = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => diesel::sql_query(
            "SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM events \
             WHERE (tx, seq) > (CAST(CAST($1 AS TEXT) AS XID8), $2) AND ticket_id IS NOT NULL AND at < $3 LIMIT 1) AS one",
        )
        .bind::<Text, _>(after.transaction.to_string())
        .bind::<BigInt, _>(after.sequence)
        .bind::<DbInstant, _>(until)
        .get_result(connection)?,
        AnyConnection::Sqlite(connection) => diesel::sql_query(
            "SELECT COUNT(*) AS waiting FROM (SELECT 1 FROM events \
             WHERE seq > ?1 AND ticket_id IS NOT NULL AND at < ?2 LIMIT 1) AS one",
        )
        .bind::<BigInt, _>(after.sequence)
        .bind::<DbInstant, _>(until)
        .get_result(connection)?,
    };
    Ok(found.waiting > 0)
}
