//! The database as the application sees it: one hop to a blocking thread for each use case.
//!
//! Reads take a connection from a pool on either engine. Writes are ordinary transactions on PostgreSQL; on SQLite they
//! queue for one writing thread that commits whatever is waiting at once (see `writer`).

mod job;
mod pool;
mod postgres;
mod settings;
mod statistics;
mod transaction;
mod watch;
mod writer;

use std::sync::Arc;

pub use settings::DatabaseSettings;
pub use statistics::Statistics;
pub use transaction::{Engine, Tx};

use crate::connection::{Location, SqliteRole, open_postgres, open_sqlite};
use crate::error::DbError;
use crate::migration;
use pool::{Outcome, Pool};
use statistics::Counters;
use writer::Writer;

/// A database on either engine. Cloning is cheap; all clones share connections and writer.
///
/// When the last clone is dropped, writes that are queued are still done.
#[derive(Clone)]
pub struct Database {
    shared: Arc<Shared>,
}

struct Shared {
    settings: DatabaseSettings,
    pool: Arc<Pool>,
    engine: Engine,
    /// SQLite: the one writer. PostgreSQL: group commit, when it is on.
    writer: Option<Writer>,
    counters: Arc<Counters>,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").field("engine", &self.engine()).finish_non_exhaustive()
    }
}

impl Database {
    /// Opens the database that the URL names. On PostgreSQL nothing is connected yet ([`Database::ping`] does); on
    /// SQLite the file is opened, and created when only the file itself is missing.
    pub fn open(settings: &DatabaseSettings) -> Result<Self, DbError> {
        let location = Location::parse(&settings.url)?;
        let counters = Arc::new(Counters::default());
        let (engine, pool, writer) = match location {
            Location::Postgres(url) => {
                let (name, timeout) = (settings.application_name.clone(), settings.statement_timeout);
                let open = Arc::new(move || open_postgres(&url, &name, Some(timeout)));
                let writer = match settings.group_commit {
                    true => Some(Writer::start_postgres(open.clone(), settings, counters.clone())?),
                    false => None,
                };
                (Engine::Postgres, Pool::new(settings, counters.clone(), move || open()), writer)
            }
            Location::Sqlite(path) => {
                let writer = Writer::start(&path, settings, counters.clone())?;
                let open = move || open_sqlite(&path, SqliteRole::Reader);
                (Engine::Sqlite, Pool::new(settings, counters.clone(), open), Some(writer))
            }
        };
        let (settings, pool) = (settings.clone(), Arc::new(pool));
        Ok(Self { shared: Arc::new(Shared { settings, pool, engine, writer, counters }) })
    }

    /// The engine behind the URL.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.shared.engine
    }

    /// Reads without a transaction: each statement sees what is committed when it starts. May run more than once when
    /// a connection turns out to be dead.
    pub async fn read<T, E>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let work = move |pooled: &mut pool::Pooled| match f(&mut Tx::new(&mut pooled.connection)) {
            Err(error) if pooled.is_broken() => Outcome::Lost(error),
            result => Outcome::Done(result),
        };
        self.shared.pool.run(work).await
    }

    /// Reads several statements that must agree: all see the same state of the database.
    pub async fn snapshot<T, E>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        self.shared.pool.run(move |pooled| transaction::snapshot(&mut pooled.connection, &f)).await
    }

    /// Runs one transaction: all of it is durable when this returns Ok, nothing of it when this returns Err.
    ///
    /// The one exception: [`DbError::Unavailable`] when the connection broke during COMMIT, where nobody can tell. `f`
    /// may run more than once and must have no effect beyond `Tx`.
    pub async fn write<T, E>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + Sync + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match (&self.shared.writer, self.shared.engine) {
            (Some(writer), Engine::Sqlite) => writer.write(f).await,
            _ => self.shared.pool.run(move |pooled| postgres::transact(pooled, &f)).await,
        }
    }

    /// The same for a write that touches only new rows and seldom fails: on PostgreSQL, too, it shares its commit with
    /// others that wait. A write that fails makes the others of its group be done again, each on its own.
    pub async fn write_grouped<T, E>(
        &self,
        f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        match &self.shared.writer {
            Some(writer) => writer.write(f).await,
            None => self.write(f).await,
        }
    }

    /// Ok when the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        self.read(|tx| tx.ping()).await
    }

    /// Runs the migrations that are missing and returns their versions.
    pub async fn migrate(&self) -> Result<Vec<String>, DbError> {
        let url = self.shared.settings.url.clone();
        blocking(move || migration::migrate(&url)).await
    }

    /// The names of the migrations that were not run yet.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, DbError> {
        let url = self.shared.settings.url.clone();
        blocking(move || migration::pending(&url)).await
    }

    /// Refuses new work, finishes what is queued or running and closes every connection.
    pub async fn close(&self) {
        if let Some(writer) = &self.shared.writer {
            writer.close().await;
        }
        self.shared.pool.close().await;
    }

    /// What the database has been doing since it was opened.
    #[must_use]
    pub fn statistics(&self) -> Statistics {
        self.shared.counters.read()
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, DbError> + Send + 'static) -> Result<T, DbError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(DbError::Panicked))
}
