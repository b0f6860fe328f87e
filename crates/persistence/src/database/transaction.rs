//! What a use case sees of a database while it runs.

use diesel::connection::{AnsiTransactionManager, SimpleConnection, TransactionManager};
use diesel::{Connection, QueryResult};

use super::pool::Outcome;
use crate::connection::{AnyConnection, each};
use crate::error::DbError;

/// The database engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// PostgreSQL.
    Postgres,
    /// SQLite.
    Sqlite,
}

/// An open transaction, or a connection that reads. Every query of this crate takes one.
pub struct Tx<'c> {
    pub(crate) connection: &'c mut AnyConnection,
    /// Whether others may have written before in this very transaction, and hold locks that this one knows nothing of.
    pub(crate) shared: bool,
}

impl<'c> Tx<'c> {
    pub(super) fn new(connection: &'c mut AnyConnection) -> Self {
        Self { connection, shared: false }
    }

    /// A part of a transaction in which others wrote before.
    pub(super) fn after_others(connection: &'c mut AnyConnection) -> Self {
        Self { connection, shared: true }
    }

    /// The engine underneath.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match self.connection {
            AnyConnection::Postgres(_) => Engine::Postgres,
            AnyConnection::Sqlite(_) => Engine::Sqlite,
        }
    }

    /// Runs a part of a transaction whose failure leaves the rest intact.
    pub fn savepoint<T, E: From<DbError>>(&mut self, f: impl FnOnce(&mut Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        begin(self.connection).map_err(DbError::from)?;
        match f(&mut Tx { connection: self.connection, shared: self.shared }) {
            Ok(value) => {
                commit(self.connection).map_err(DbError::from)?;
                Ok(value)
            }
            Err(error) => {
                roll_back(self.connection).map_err(DbError::from)?;
                Err(error)
            }
        }
    }

    pub(super) fn ping(&mut self) -> Result<(), DbError> {
        each!(self, |connection| connection.batch_execute("SELECT 1"))?;
        Ok(())
    }
}

#[cfg(feature = "testing")]
impl Tx<'_> {
    /// Runs statements as they are; tests only.
    pub fn script(&mut self, sql: &str) -> Result<(), DbError> {
        Ok(self.connection.batch_execute(sql)?)
    }

    /// Runs one statement and counts the rows it hit; tests only.
    pub fn execute(&mut self, sql: &str) -> Result<usize, DbError> {
        use diesel::RunQueryDsl as _;
        Ok(diesel::sql_query(sql).execute(self.connection)?)
    }

    /// How the engine would run a query, a line a step; tests only.
    pub fn plan(&mut self, query: &str) -> Result<Vec<String>, DbError> {
        use diesel::RunQueryDsl as _;

        #[derive(diesel::QueryableByName)]
        struct Postgres {
            #[diesel(sql_type = diesel::sql_types::Text, column_name = "QUERY PLAN")]
            step: String,
        }
        #[derive(diesel::QueryableByName)]
        struct Sqlite {
            #[diesel(sql_type = diesel::sql_types::Text)]
            detail: String,
        }
        Ok(match &mut *self.connection {
            AnyConnection::Postgres(connection) => {
                let steps: Vec<Postgres> = diesel::sql_query(format!("EXPLAIN {query}")).load(connection)?;
                steps.into_iter().map(|row| row.step).collect()
            }
            AnyConnection::Sqlite(connection) => {
                let steps: Vec<Sqlite> = diesel::sql_query(format!("EXPLAIN QUERY PLAN {query}")).load(connection)?;
                steps.into_iter().map(|row| row.detail).collect()
            }
        })
    }

    /// The texts that a query of one column, named `text`, answers; tests only.
    pub fn texts(&mut self, query: &str) -> Result<Vec<String>, DbError> {
        use diesel::RunQueryDsl as _;

        #[derive(diesel::QueryableByName)]
        struct Row {
            #[diesel(sql_type = diesel::sql_types::Text)]
            text: String,
        }
        let rows: Vec<Row> = diesel::sql_query(query).load(self.connection)?;
        Ok(rows.into_iter().map(|row| row.text).collect())
    }

    /// The one number that a query answers; tests only.
    pub fn number(&mut self, query: &str) -> Result<i64, DbError> {
        use diesel::RunQueryDsl as _;
        let number = diesel::dsl::sql::<diesel::sql_types::BigInt>(&format!("CAST(({query}) AS BIGINT)"));
        Ok(diesel::select(number).get_result(self.connection)?)
    }
}

/// Begins a transaction, or sets a savepoint inside one.
pub(super) fn begin(connection: &mut AnyConnection) -> QueryResult<()> {
    <AnyConnection as Connection>::TransactionManager::begin_transaction(connection)
}

/// Begins a transaction that may write on SQLite. A deferred one would fail at its first write as soon as somebody
/// else had written since its first read, whatever the busy timeout says.
pub(super) fn begin_immediate(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Postgres(postgres) => AnsiTransactionManager::begin_transaction(postgres),
        AnyConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction_sql(sqlite, "BEGIN IMMEDIATE"),
    }
}

fn begin_snapshot(connection: &mut AnyConnection) -> QueryResult<()> {
    match connection {
        AnyConnection::Postgres(postgres) => AnsiTransactionManager::begin_transaction_sql(
            postgres,
            "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
        ),
        AnyConnection::Sqlite(sqlite) => AnsiTransactionManager::begin_transaction(sqlite),
    }
}

/// Commits; when that fails, the transaction is rolled back.
pub(super) fn commit(connection: &mut AnyConnection) -> QueryResult<()> {
    <AnyConnection as Connection>::TransactionManager::commit_transaction(connection)
}

/// Rolls back. A failure shows in the state of the connection, which then is not used again.
pub(super) fn roll_back(connection: &mut AnyConnection) -> QueryResult<()> {
    <AnyConnection as Connection>::TransactionManager::rollback_transaction(connection)
}

/// Whether the connection is lost, or stuck in a transaction.
pub(super) fn is_broken(connection: &mut AnyConnection) -> bool {
    <AnyConnection as Connection>::TransactionManager::is_broken_transaction_manager(connection)
}

/// Runs `f` in a transaction that sees one state of the database and is rolled back at its end.
pub(super) fn snapshot<T, E: From<DbError>>(
    connection: &mut AnyConnection,
    f: &impl Fn(&mut Tx<'_>) -> Result<T, E>,
) -> Outcome<T, E> {
    if let Err(error) = begin_snapshot(connection) {
        return Outcome::Lost(DbError::from(error).into());
    }
    let result = f(&mut Tx::new(connection));
    if let Err(error) = roll_back(connection) {
        tracing::warn!(%error, "a snapshot could not be closed");
    }
    match result {
        Err(error) if is_broken(connection) => Outcome::Lost(error),
        result => Outcome::Done(result),
    }
}
