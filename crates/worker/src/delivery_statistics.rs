//! What a channel has done, for the metrics.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use bihuan_app::notifications::{Backlog, Outcome};
use bihuan_domain::time::Timestamp;

/// Counts of one channel by which notifications are pushed, since the start of the process.
#[derive(Debug, Default)]
pub struct DeliveryStatistics {
    sent: AtomicU64,
    refused: AtomicU64,
    errors: AtomicU64,
    pending: AtomicI64,
    age_seconds: AtomicI64,
}

impl DeliveryStatistics {
    pub(crate) fn record(&self, outcome: &Outcome) {
        let counter = if matches!(outcome, Outcome::Sent) { &self.sent } else { &self.refused };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn record_error(&self) {
        self.errors.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn measure(&self, backlog: &Backlog, now: Timestamp) {
        let age = backlog.oldest.map_or(0, |oldest| now.seconds_since(oldest).max(0));
        self.pending.store(backlog.pending, Ordering::Relaxed);
        self.age_seconds.store(age, Ordering::Relaxed);
    }

    /// Attempts that were taken.
    #[must_use]
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Attempts that were not taken.
    #[must_use]
    pub fn refused(&self) -> u64 {
        self.refused.load(Ordering::Relaxed)
    }

    /// Rounds and records that failed on our side.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.errors.load(Ordering::Relaxed)
    }

    /// Pushes that waited when last looked.
    #[must_use]
    pub fn pending(&self) -> i64 {
        self.pending.load(Ordering::Relaxed)
    }

    /// Seconds for which the longest due push had been due when last looked.
    #[must_use]
    pub fn age_seconds(&self) -> i64 {
        self.age_seconds.load(Ordering::Relaxed)
    }
}
