//! The writing thread's work: gathering a batch, committing it, redoing it one by one.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use diesel::RunQueryDsl as _;
use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::sql_types::BigInt;
use tokio::sync::mpsc;

use super::super::job::{Job, Ran};
use super::super::statistics::{Counters, count};
use super::super::transaction::{Tx, begin_immediate, commit, is_broken, roll_back};
use super::super::watch::Watch;
use crate::connection::AnyConnection;
use crate::error::DbError;

/// How many writes share one commit at most: bounds how long the first of them waits for the last.
const BATCH_MAX: usize = 128;

pub(in crate::database) type Open = Arc<dyn Fn() -> Result<AnyConnection, DbError> + Send + Sync>;
type Waiting = Mutex<mpsc::Receiver<Box<dyn Job>>>;

/// The state of the writing thread.
pub(super) struct Batches {
    open: Open,
    /// None after a panic or a breakdown, until the next write.
    current: Option<Current>,
    batch_max: usize,
    counters: Arc<Counters>,
}

struct Current {
    connection: AnyConnection,
    watch: Watch,
}

/// How an attempt to commit jobs together ended.
enum Attempt {
    Committed,
    /// One of the jobs failed after writing or panicked: all was rolled back.
    Spoilt,
    /// The commit failed: all was rolled back.
    Refused(DbError),
    /// No transaction could be begun.
    Unreachable(DbError),
    /// The connection broke during the commit: nobody can tell, so nothing is done again.
    Unknown(DbError),
}

impl Batches {
    pub(super) fn new(open: Open, first: Option<AnyConnection>, group_commit: bool, counters: Arc<Counters>) -> Self {
        let batch_max = if group_commit { BATCH_MAX } else { 1 };
        let mut batches = Self { open, current: None, batch_max, counters };
        if let Some(first) = first {
            batches.adopt(first);
        }
        batches
    }

    /// Serves the queue until all senders are gone and it is empty.
    pub(super) fn serve(&mut self, waiting: &Waiting) {
        // The lock is let go before the batch is worked on: another thread may take what comes meanwhile.
        let receive = || waiting.lock().unwrap_or_else(PoisonError::into_inner).blocking_recv();
        while let Some(first) = receive() {
            let served = catch_unwind(AssertUnwindSafe(|| self.serve_batch(first, waiting)));
            if served.is_err() {
                // Not a job: those are caught. The waiters of this batch hear that their answer was dropped.
                tracing::error!("the writer panicked; it goes on with a fresh connection");
                self.current = None;
            }
        }
    }

    fn serve_batch(&mut self, first: Box<dyn Job>, waiting: &Waiting) {
        let mut jobs = vec![first];
        // Whoever holds the lock waits for the next write, so there is none to take.
        let attempt = self.attempt(&mut jobs, || waiting.try_lock().ok()?.try_recv().ok());
        let settled = match &attempt {
            Attempt::Committed | Attempt::Unreachable(_) | Attempt::Unknown(_) => true,
            Attempt::Spoilt | Attempt::Refused(_) => false,
        };
        if jobs.len() == 1 || settled {
            self.settle(jobs, attempt);
            return;
        }
        count(&self.counters.redone);
        for job in jobs {
            let mut alone = vec![job];
            let attempt = self.attempt(&mut alone, || None);
            self.settle(alone, attempt);
        }
    }

    /// Runs jobs in one transaction, and those that `next` yields meanwhile.
    fn attempt(&mut self, jobs: &mut Vec<Box<dyn Job>>, next: impl FnMut() -> Option<Box<dyn Job>>) -> Attempt {
        let mut current = match self.begin() {
            Ok(current) => current,
            Err(error) => return Attempt::Unreachable(error),
        };
        let attempt = match current.run_all(jobs, self.batch_max, next) {
            Ran::Well => match commit(&mut current.connection) {
                Ok(()) => Attempt::Committed,
                Err(error) if current.is_postgres() && is_broken(&mut current.connection) => {
                    Attempt::Unknown(error.into())
                }
                Err(error) => Attempt::Refused(error.into()),
            },
            Ran::Failed => {
                if let Err(error) = roll_back(&mut current.connection) {
                    tracing::warn!(%error, "a batch could not be rolled back; the writer's connection is replaced");
                }
                Attempt::Spoilt
            }
            Ran::Panicked => {
                // Closing the connection rolls back; nobody knows in what state the panic left it.
                count(&self.counters.panics);
                drop(current);
                return Attempt::Spoilt;
            }
        };
        count(&self.counters.batches);
        if !is_broken(&mut current.connection) {
            self.current = Some(current);
        }
        attempt
    }

    /// The connection with a transaction begun, opened again when there is none.
    fn begin(&mut self) -> Result<Current, DbError> {
        if let Some(mut current) = self.current.take() {
            match begin_immediate(&mut current.connection) {
                Ok(()) => return Ok(current),
                // A server that was restarted has cut the connection: the next one is fresh.
                Err(_) if current.is_postgres() => {}
                Err(error) => {
                    if !is_broken(&mut current.connection) {
                        self.current = Some(current);
                    }
                    return Err(error.into());
                }
            }
        }
        let connection = (self.open)()?;
        self.adopt(connection);
        let Some(mut current) = self.current.take() else {
            return Err(DbError::unavailable("the writer has no connection"));
        };
        begin_immediate(&mut current.connection)?;
        Ok(current)
    }

    fn adopt(&mut self, mut connection: AnyConnection) {
        count(&self.counters.connections);
        let watch = Watch::attach(&mut connection);
        self.current = Some(Current { connection, watch });
    }

    /// Answers jobs whose fate is known.
    fn settle(&self, jobs: Vec<Box<dyn Job>>, attempt: Attempt) {
        let error = match attempt {
            Attempt::Committed | Attempt::Spoilt => None,
            Attempt::Refused(error) | Attempt::Unreachable(error) | Attempt::Unknown(error) => Some(error),
        };
        let many = jobs.len() > 1;
        let mut error = error;
        for mut job in jobs {
            let own = if many { error.as_ref().map(repeated) } else { error.take() };
            if let Some(own) = own {
                job.fail(own);
            }
            count(&self.counters.jobs);
            job.answer();
        }
    }
}

impl Current {
    /// Runs jobs until the batch is full or nothing waits, or until one of them spoils it.
    fn run_all(
        &mut self,
        jobs: &mut Vec<Box<dyn Job>>,
        batch_max: usize,
        mut next: impl FnMut() -> Option<Box<dyn Job>>,
    ) -> Ran {
        let mut done = 0;
        while let Some(job) = jobs.get_mut(done) {
            match self.run_one(job.as_mut(), done > 0) {
                Ran::Well => {}
                spoilt => return spoilt,
            }
            done += 1;
            if done == jobs.len() && done < batch_max {
                jobs.extend(next());
            }
        }
        Ran::Well
    }

    /// Runs one job. It spoils the batch unless it ended well, or ended with an error before it had written anything.
    fn run_one(&mut self, job: &mut dyn Job, after_others: bool) -> Ran {
        self.watch.reset();
        let mut run = |connection: &mut AnyConnection| {
            job.run(&mut if after_others { Tx::after_others(connection) } else { Tx::new(connection) })
        };
        if self.is_postgres() {
            // A failed statement ends the transaction there, and what a job has written cannot be counted.
            return match run(&mut self.connection) {
                Ran::Well if self.watch.any_failed() => Ran::Failed,
                ran => ran,
            };
        }
        let Ok(before) = self.changes() else {
            return Ran::Failed;
        };
        match run(&mut self.connection) {
            Ran::Panicked => Ran::Panicked,
            _ if self.watch.any_failed() && !self.still_in_transaction() => Ran::Failed,
            Ran::Failed if self.changes().is_ok_and(|after| after == before) => Ran::Well,
            ran => ran,
        }
    }

    fn is_postgres(&self) -> bool {
        matches!(self.connection, AnyConnection::Postgres(_))
    }

    /// How many rows this connection has written since it was opened.
    fn changes(&mut self) -> Result<i64, DbError> {
        Ok(diesel::select(sql::<BigInt>("total_changes()")).get_result(&mut self.connection)?)
    }

    /// Some errors (disk full, out of memory) make SQLite roll back by itself; what follows would then be committed
    /// statement by statement. A second BEGIN is refused exactly while a transaction is open.
    fn still_in_transaction(&mut self) -> bool {
        self.connection.batch_execute("BEGIN").is_err()
    }
}

/// The same error for another waiter.
fn repeated(error: &DbError) -> DbError {
    match error {
        DbError::Busy => DbError::Busy,
        other => DbError::unavailable(other),
    }
}
