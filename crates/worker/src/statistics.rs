//! What the reconcilers have done, for the metrics.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use bihuan_app::clocks::WakeReport;
use bihuan_app::jobs::run::Stepped;

/// Counts of the reconcilers, since the start of the process.
#[derive(Debug, Default)]
pub struct WorkerStatistics {
    woken: AtomicU64,
    failed: AtomicU64,
    errors: AtomicU64,
    late_seconds: AtomicI64,
    job_steps: AtomicU64,
    job_failures: AtomicU64,
}

impl WorkerStatistics {
    pub(crate) fn record(&self, report: &WakeReport) {
        self.woken.fetch_add(report.woken as u64, Ordering::Relaxed);
        self.failed.fetch_add(report.failed as u64, Ordering::Relaxed);
        self.late_seconds.store(report.late_seconds, Ordering::Relaxed);
    }

    pub(crate) fn record_step(&self, stepped: Stepped) {
        let counter = match stepped {
            Stepped::On | Stepped::Ended => &self.job_steps,
            Stepped::PutOff | Stepped::Lost => &self.job_failures,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn record_error(&self) {
        self.errors.fetch_add(1, Ordering::Relaxed);
    }

    /// Tickets to which time made something happen.
    #[must_use]
    pub fn woken(&self) -> u64 {
        self.woken.load(Ordering::Relaxed)
    }

    /// Tickets that could not be woken and were put off.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Rounds that failed as a whole.
    #[must_use]
    pub fn errors(&self) -> u64 {
        self.errors.load(Ordering::Relaxed)
    }

    /// Seconds by which the latest round told its most overdue ticket too late.
    #[must_use]
    pub fn late_seconds(&self) -> i64 {
        self.late_seconds.load(Ordering::Relaxed)
    }

    /// Steps of jobs that were taken.
    #[must_use]
    pub fn job_steps(&self) -> u64 {
        self.job_steps.load(Ordering::Relaxed)
    }

    /// Steps of jobs that did not work and are tried again.
    #[must_use]
    pub fn job_failures(&self) -> u64 {
        self.job_failures.load(Ordering::Relaxed)
    }
}
