//! The connection that is either engine, and how one is opened.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::{Connection as _, PgConnection, SqliteConnection};

use crate::error::DbError;

/// How long a SQLite connection waits for another process's lock.
const SQLITE_BUSY_TIMEOUT_MILLIS: u32 = 5_000;
/// Page cache of the writing connection.
const SQLITE_WRITER_CACHE_KIB: u32 = 8_192;
/// Page cache of each reading connection.
const SQLITE_READER_CACHE_KIB: u32 = 2_048;
/// The write-ahead log is cut back to this size after a checkpoint.
const SQLITE_WAL_LIMIT_BYTES: u32 = 64 * 1_024 * 1_024;
/// How long connecting to PostgreSQL may take, unless the URL says otherwise.
const POSTGRES_CONNECT_TIMEOUT_SECONDS: u32 = 5;

/// A connection to either engine. Shared query text runs on this; what it does not support goes through [`each!`].
#[derive(diesel::MultiConnection)]
pub(crate) enum AnyConnection {
    /// PostgreSQL.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Compiles the same text once for each engine: upserts, multi-row inserts, `as_returning()`.
///
/// ```ignore
/// each!(tx, |connection| diesel::insert_into(events::table).values(&rows).execute(connection))?;
/// ```
macro_rules! each {
    ($tx:expr, |$connection:ident| $body:expr) => {
        match &mut *$tx.connection {
            $crate::connection::AnyConnection::Postgres($connection) => $body,
            $crate::connection::AnyConnection::Sqlite($connection) => $body,
        }
    };
}
pub(crate) use each;

/// Where a database lives, read from its URL.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Location {
    /// The whole URL, for libpq.
    Postgres(String),
    /// The path of the file.
    Sqlite(String),
}

impl Location {
    /// Reads the URL; an unknown scheme is refused.
    pub(crate) fn parse(url: &str) -> Result<Self, DbError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(with_connect_timeout(url)));
        }
        let Some(rest) = url.strip_prefix("sqlite:") else {
            return Err(DbError::settings("the database URL must start with postgres://, postgresql:// or sqlite:"));
        };
        let path = rest.strip_prefix("//").unwrap_or(rest);
        if path.is_empty() || path.starts_with("file:") || path.contains('?') {
            return Err(DbError::settings("after sqlite: comes the plain path of a file, without parameters"));
        }
        if path.starts_with(':') {
            return Err(DbError::settings(
                "SQLite in memory is not supported, because readers and the writer are separate connections; name a file",
            ));
        }
        Ok(Self::Sqlite(path.to_owned()))
    }
}

fn with_connect_timeout(url: &str) -> String {
    if url.contains("connect_timeout=") {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}connect_timeout={POSTGRES_CONNECT_TIMEOUT_SECONDS}")
}

/// Connects to PostgreSQL. Without a `statement_timeout` statements may run for ever (migrations).
pub(crate) fn open_postgres(
    url: &str,
    application_name: &str,
    statement_timeout: Option<Duration>,
) -> Result<AnyConnection, DbError> {
    let mut connection = PgConnection::establish(url).map_err(DbError::unavailable)?;
    let name = application_name.replace('\'', "''");
    let timeout_millis = statement_timeout.map_or(0, |timeout| timeout.as_millis());
    connection.batch_execute(&format!(
        "SET application_name = '{name}'; SET timezone = 'UTC'; SET statement_timeout = {timeout_millis}; \
         SET idle_in_transaction_session_timeout = {timeout_millis};"
    ))?;
    Ok(AnyConnection::Postgres(connection))
}

/// What a SQLite connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum SqliteRole {
    /// The one connection that writes; creates the file when it is missing.
    Writer,
    /// Reads only; the engine itself refuses writes.
    Reader,
}

/// Opens the SQLite file with the pragmas the system relies on.
pub(crate) fn open_sqlite(path: &str, role: SqliteRole) -> Result<AnyConnection, DbError> {
    let mut connection = SqliteConnection::establish(path).map_err(DbError::unavailable)?;
    // First of all, so that the pragmas below wait for a lock instead of failing.
    connection.batch_execute(&format!("PRAGMA busy_timeout = {SQLITE_BUSY_TIMEOUT_MILLIS};"))?;
    connection.batch_execute(&match role {
        SqliteRole::Writer => format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA journal_size_limit = {SQLITE_WAL_LIMIT_BYTES}; PRAGMA cache_size = -{SQLITE_WRITER_CACHE_KIB};"
        ),
        SqliteRole::Reader => format!(
            "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -{SQLITE_READER_CACHE_KIB}; \
             PRAGMA query_only = ON;"
        ),
    })?;
    Ok(AnyConnection::Sqlite(connection))
}
