//! A pool of connections: first a permit, waited for without a thread, then one hop to a blocking thread.
//!
//! Connections are made when they are first needed and not tested when they are taken: a test costs a round trip for
//! every use case. One that breaks is dropped with all that are idle, and work that had not begun runs on a fresh one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::settings::DatabaseSettings;
use super::statistics::{Counters, count};
use super::transaction;
use super::watch::Watch;
use crate::connection::AnyConnection;
use crate::error::DbError;

type Open = Box<dyn Fn() -> Result<AnyConnection, DbError> + Send + Sync>;

pub(super) struct Pool {
    open: Open,
    idle: Mutex<Vec<Pooled>>,
    permits: Arc<Semaphore>,
    size: u32,
    wait: Duration,
    counters: Arc<Counters>,
}

/// A connection of the pool.
pub(super) struct Pooled {
    pub(super) connection: AnyConnection,
    pub(super) watch: Watch,
    pub(super) counters: Arc<Counters>,
}

impl Pooled {
    pub(super) fn is_broken(&mut self) -> bool {
        transaction::is_broken(&mut self.connection)
    }
}

/// How work on a pooled connection ended.
pub(super) enum Outcome<T, E> {
    /// Finished; the result is the use case's.
    Done(Result<T, E>),
    /// The connection turned out to be unusable before anything was done for good: another may be tried.
    Lost(E),
}

impl Pool {
    pub(super) fn new(
        settings: &DatabaseSettings,
        counters: Arc<Counters>,
        open: impl Fn() -> Result<AnyConnection, DbError> + Send + Sync + 'static,
    ) -> Self {
        let size = u32::try_from(settings.connections).unwrap_or(u32::MAX).max(1);
        Self {
            open: Box::new(open),
            idle: Mutex::default(),
            permits: Arc::new(Semaphore::new(size as usize)),
            size,
            wait: settings.wait,
            counters,
        }
    }

    /// Runs blocking work on a connection.
    pub(super) async fn run<T, E>(
        self: &Arc<Self>,
        work: impl Fn(&mut Pooled) -> Outcome<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let permit = self.permit().await?;
        let pool = self.clone();
        let hop = tokio::task::spawn_blocking(move || {
            let result = pool.run_here(&work);
            drop(permit);
            result
        });
        hop.await.unwrap_or_else(|_| Err(DbError::unavailable("the program is shutting down").into()))
    }

    /// Waits until nothing runs, then closes all connections. What comes later finds the pool unavailable.
    pub(super) async fn close(&self) {
        let all = self.permits.acquire_many(self.size).await;
        self.permits.close();
        drop(all);
        self.drop_idle();
    }

    async fn permit(&self) -> Result<OwnedSemaphorePermit, DbError> {
        if let Ok(permit) = self.permits.clone().try_acquire_owned() {
            return Ok(permit);
        }
        count(&self.counters.waits);
        match tokio::time::timeout(self.wait, self.permits.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(permit),
            Ok(Err(_)) => Err(DbError::unavailable("the database is closed")),
            Err(_) => {
                count(&self.counters.busy);
                Err(DbError::Busy)
            }
        }
    }

    fn run_here<T, E: From<DbError>>(&self, work: &impl Fn(&mut Pooled) -> Outcome<T, E>) -> Result<T, E> {
        loop {
            let (mut pooled, reused) = self.take()?;
            let Ok(outcome) = catch_unwind(AssertUnwindSafe(|| work(&mut pooled))) else {
                // The connection is dropped: nobody knows in what state the panic left it.
                count(&self.counters.panics);
                return Err(DbError::Panicked.into());
            };
            if pooled.is_broken() {
                // Those that idled beside it are most likely dead too.
                self.drop_idle();
            } else {
                self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(pooled);
            }
            match outcome {
                Outcome::Done(result) => return result,
                Outcome::Lost(error) if !reused => return Err(error),
                Outcome::Lost(_) => {}
            }
        }
    }

    /// A connection, and whether it had been used before.
    fn take(&self) -> Result<(Pooled, bool), DbError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        if let Some(pooled) = idle {
            return Ok((pooled, true));
        }
        let mut connection = (self.open)()?;
        count(&self.counters.connections);
        let watch = Watch::attach(&mut connection);
        Ok((Pooled { connection, watch, counters: self.counters.clone() }, false))
    }

    fn drop_idle(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        drop(idle);
    }
}
