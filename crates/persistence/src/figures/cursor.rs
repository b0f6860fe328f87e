//! How far the facts follow the log.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::events::LogPosition;
use crate::schema::figure_cursor as table;
use crate::types::{Id, Instant};

/// How far the facts follow the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureCursor {
    /// The last entry that was looked at.
    pub position: LogPosition,
    /// The time of that entry; none at the beginning.
    pub as_of: Option<Timestamp>,
    /// The window, in days, within which tickets about the same matter were counted.
    pub window_days: i32,
    /// The scale that the satisfaction index was taken on; empty before anything was counted.
    pub satisfaction_scale: String,
    /// The ticket behind which a full recount goes on; none when none is under way.
    pub recount_after: Option<TicketId>,
}

type Row = (i64, i64, Option<Instant>, i32, String, Option<Id>);

fn cursor(row: Row) -> FigureCursor {
    FigureCursor {
        position: LogPosition { transaction: row.0, sequence: row.1 },
        as_of: row.2.map(Timestamp::from),
        window_days: row.3,
        satisfaction_scale: row.4,
        recount_after: row.5.map(TicketId::from),
    }
}

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        (
            table::log_transaction,
            table::log_sequence,
            table::as_of,
            table::window_days,
            table::satisfaction_scale,
            table::recount_after,
        )
    };
}

/// The cursor, locked until the end of the transaction; none when somebody else moves it just now.
pub fn lock(tx: &mut Tx<'_>) -> Result<Option<FigureCursor>, DbError> {
    let query = table::table.select(columns!());
    let row: Option<Row> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().skip_locked().first(connection),
        // One writer at a time: nobody else can hold it.
        AnyConnection::Sqlite(connection) => query.first(connection),
    }
    .optional()?;
    Ok(row.map(cursor))
}

/// The cursor, locked until the end of the transaction, however long somebody else moves it.
pub fn wait(tx: &mut Tx<'_>) -> Result<FigureCursor, DbError> {
    let query = table::table.select(columns!());
    let row: Row = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().first(connection)?,
        AnyConnection::Sqlite(connection) => query.first(connection)?,
    };
    Ok(cursor(row))
}

/// The cursor as it stands.
pub fn read(tx: &mut Tx<'_>) -> Result<FigureCursor, DbError> {
    Ok(cursor(table::table.select(columns!()).first(tx.connection)?))
}

/// Moves the cursor.
pub fn save(tx: &mut Tx<'_>, cursor: &FigureCursor) -> Result<(), DbError> {
    diesel::update(table::table)
        .set((
            table::log_transaction.eq(cursor.position.transaction),
            table::log_sequence.eq(cursor.position.sequence),
            table::as_of.eq(cursor.as_of.map(Instant::from)),
            table::window_days.eq(cursor.window_days),
            table::satisfaction_scale.eq(&cursor.satisfaction_scale),
            table::recount_after.eq(cursor.recount_after.map(Id::from)),
        ))
        .execute(tx.connection)?;
    Ok(())
}
