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
