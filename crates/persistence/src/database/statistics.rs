//! Counters of what a database has been doing.

use std::sync::atomic::{AtomicU64, Ordering};

/// Counters since the database was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Connections opened, the first ones and replacements.
    pub connections: u64,
    /// Times a use case found no free connection at once.
    pub waits: u64,
    /// Refusals: no connection within the wait, or the write queue was full.
    pub busy: u64,
    /// PostgreSQL: transactions run again after a collision.
    pub retries: u64,
    /// SQLite: commits of the writer.
    pub batches: u64,
    /// SQLite: writes answered by the writer.
    pub jobs: u64,
    /// SQLite: batches that had to be redone one by one.
    pub redone: u64,
    /// Panics caught in use cases.
    pub panics: u64,
}

#[derive(Default)]
pub(super) struct Counters {
    pub(super) connections: AtomicU64,
    pub(super) waits: AtomicU64,
    pub(super) busy: AtomicU64,
    pub(super) retries: AtomicU64,
    pub(super) batches: AtomicU64,
    pub(super) jobs: AtomicU64,
    pub(super) redone: AtomicU64,
    pub(super) panics: AtomicU64,
}

pub(super) fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

impl Counters {
    pub(super) fn read(&self) -> Statistics {
        Statistics {
            connections: self.connections.load(Ordering::Relaxed),
            waits: self.waits.load(Ordering::Relaxed),
            busy: self.busy.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
            batches: self.batches.load(Ordering::Relaxed),
            jobs: self.jobs.load(Ordering::Relaxed),
            redone: self.redone.load(Ordering::Relaxed),
            panics: self.panics.load(Ordering::Relaxed),
        }
    }
}
