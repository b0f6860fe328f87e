//! Group commit: threads that take writes from a bounded queue and commit what is waiting at once. SQLite has one such
//! thread, through which every write goes; PostgreSQL has a few, for writes that touch only new rows.
//!
//! A commit waits for the disk, whatever it holds; so writes that arrived meanwhile share the next one. The writer never waits to fill a batch, and answers only after the commit. It is optimistic: no savepoints. When
//! one write of a batch fails after writing, panics, or the commit fails, all of it is rolled back and redone, each
//! write in a transaction of its own, so that none suffers for another.

mod batch;

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{mpsc, oneshot, watch};

use batch::{Batches, Open};

use super::job::{Job, Write};
use super::settings::DatabaseSettings;
use super::statistics::{Counters, count};
use super::transaction::Tx;
use crate::connection::{SqliteRole, open_sqlite};
use crate::error::DbError;

type Queue = mpsc::Sender<Box<dyn Job>>;

/// Threads that commit groups on PostgreSQL: some work while others wait for the server and the disk.
const POSTGRES_WRITERS: usize = 4;

/// The handle of the writing threads.
pub(super) struct Writer {
    /// None once closed.
    queue: Mutex<Option<Queue>>,
    counters: Arc<Counters>,
    /// Closed when the last thread ends.
    running: watch::Receiver<()>,
}

impl Writer {
    /// Opens the file and starts the thread, which ends when the handle is dropped or closed and the queue is empty.
    pub(super) fn start(path: &str, settings: &DatabaseSettings, counters: Arc<Counters>) -> Result<Self, DbError> {
        let path = path.to_owned();
        let open: Open = Arc::new(move || open_sqlite(&path, SqliteRole::Writer));
        let first = open()?;
        Self::spawn(vec![Batches::new(open, Some(first), settings.group_commit, counters.clone())], settings, counters)
    }

    /// Starts the threads for PostgreSQL; each connects when it has something to write.
    pub(super) fn start_postgres(
        open: Open,
        settings: &DatabaseSettings,
        counters: Arc<Counters>,
    ) -> Result<Self, DbError> {
        let batches = (0..POSTGRES_WRITERS)
            .map(|_| Batches::new(open.clone(), None, settings.group_commit, counters.clone()))
            .collect();
        Self::spawn(batches, settings, counters)
    }

    fn spawn(threads: Vec<Batches>, settings: &DatabaseSettings, counters: Arc<Counters>) -> Result<Self, DbError> {
        let (queue, waiting) = mpsc::channel(settings.write_queue.max(1));
        let waiting = Arc::new(Mutex::new(waiting));
        let (alive, running) = watch::channel(());
        let alive = Arc::new(alive);
        for mut batches in threads {
            let (waiting, alive) = (waiting.clone(), alive.clone());
            thread::Builder::new()
                .name("group-commit".to_owned())
                .spawn(move || {
                    batches.serve(&waiting);
                    // The connection is closed before anybody hears that the writer has ended.
                    drop(batches);
                    drop(alive);
                })
                .map_err(DbError::unavailable)?;
        }
        Ok(Self { queue: Mutex::new(Some(queue)), counters, running })
    }

    pub(super) async fn write<T, E>(&self, f: impl Fn(&mut Tx<'_>) -> Result<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<DbError> + Send + 'static,
    {
        let (answer, answered) = oneshot::channel();
        self.enqueue(Box::new(Write::new(f, answer)))?;
        answered.await.unwrap_or_else(|_| Err(DbError::unavailable("the writer has ended").into()))
    }

    /// Refuses new writes and waits until those in the queue are done.
    pub(super) async fn close(&self) {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).take();
        let mut running = self.running.clone();
        // An error says that the thread has dropped its end, which is what is waited for.
        while running.changed().await.is_ok() {}
    }

    fn enqueue(&self, job: Box<dyn Job>) -> Result<(), DbError> {
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(queue) = queue.as_ref() else {
            return Err(DbError::unavailable("the database is closed"));
        };
        queue.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => {
                count(&self.counters.busy);
                DbError::Busy
            }
            mpsc::error::TrySendError::Closed(_) => DbError::unavailable("the writer has ended"),
        })
    }
}
