//! SQLite's one writer: a thread that takes writes from a bounded queue and commits what is waiting at once.
//!
//! A commit with synchronous=FULL waits for the disk, whatever it holds; so writes that arrived meanwhile share the next
//! one. The writer never waits to fill a batch, and answers only after the commit. It is optimistic: no savepoints. When
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

/// The handle of the writing thread.
pub(super) struct Writer {
    /// None once closed.
    queue: Mutex<Option<Queue>>,
    counters: Arc<Counters>,
    /// Closed by the thread when it ends.
    running: watch::Receiver<()>,
}

impl Writer {
    /// Opens the file and starts the thread, which ends when the handle is dropped or closed and the queue is empty.
    pub(super) fn start(path: &str, settings: &DatabaseSettings, counters: Arc<Counters>) -> Result<Self, DbError> {
        let path = path.to_owned();
        let open: Open = Box::new(move || open_sqlite(&path, SqliteRole::Writer));
        let first = open()?;
        let (queue, waiting) = mpsc::channel(settings.write_queue.max(1));
        let (alive, running) = watch::channel(());
        let mut batches = Batches::new(open, first, settings.group_commit, counters.clone());
        thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || {
                batches.serve(waiting);
                // The file is closed before anybody hears that the writer has ended.
                drop(batches);
                drop(alive);
            })
            .map_err(DbError::unavailable)?;
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
