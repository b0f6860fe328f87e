//! What the reconcilers have done, for the metrics and for whoever asks after the health of the process.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bihuan_app::clocks::{Backlog, WakeReport};
use bihuan_app::jobs::run::Stepped;
use bihuan_domain::time::Timestamp;
use prometheus_client::metrics::histogram::Histogram;

/// Waking is late when something has been overdue for longer than this.
pub const LATE_AFTER: Duration = Duration::from_secs(10);
/// Waking is stuck when none of its rounds has ended for longer than this; a round is due every second.
pub const STUCK_AFTER: Duration = Duration::from_secs(60);

/// Upper bounds of how late tickets are woken, in seconds: from the pause between two rounds to a night.
const LATENESS_SECONDS: [f64; 12] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 600.0, 3_600.0, 36_000.0];
/// Upper bounds of what a look and a batch take, in seconds.
const COST_SECONDS: [f64; 12] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0];
const MICROS_PER_SECOND: f64 = 1e6;

/// How waking is, in this process and, by what is overdue, on all nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WakeState {
    /// Nothing is overdue for long.
    OnTime,
    /// Something is, and it is being worked on: a burst, a slow database. A restart would not help.
    Late,
    /// The rounds of this process do not end. A restart would help.
    Stuck,
}

/// Counts of the reconcilers, since the start of the process.
#[derive(Debug)]
pub struct WorkerStatistics {
    woken: AtomicU64,
    failed: AtomicU64,
    errors: AtomicU64,
    job_steps: AtomicU64,
    job_failures: AtomicU64,
    overdue: AtomicI64,
    oldest_micros: AtomicI64,
    started: Instant,
    /// Milliseconds from the start to the end of the latest round.
    beat_millis: AtomicU64,
    lateness: Histogram,
    looks: Histogram,
    batches: Histogram,
}

impl Default for WorkerStatistics {
    fn default() -> Self {
        Self {
            woken: AtomicU64::default(),
            failed: AtomicU64::default(),
            errors: AtomicU64::default(),
            job_steps: AtomicU64::default(),
            job_failures: AtomicU64::default(),
            overdue: AtomicI64::default(),
            oldest_micros: AtomicI64::default(),
            started: Instant::now(),
            beat_millis: AtomicU64::default(),
            lateness: Histogram::new(LATENESS_SECONDS),
            looks: Histogram::new(COST_SECONDS),
            batches: Histogram::new(COST_SECONDS),
        }
    }
}

impl WorkerStatistics {
    /// A batch was written; `now` is when others can see it.
    pub(crate) fn record(&self, report: &WakeReport, now: Timestamp, took: Duration) {
        self.batches.observe(took.as_secs_f64());
        self.woken.fetch_add(report.woken.len() as u64, Ordering::Relaxed);
        self.failed.fetch_add(report.failed as u64, Ordering::Relaxed);
        for due_at in &report.woken {
            #[expect(clippy::cast_precision_loss, reason = "of a duration")]
            let micros = (now.as_micros() - due_at.as_micros()) as f64;
            self.lateness.observe(micros / MICROS_PER_SECOND);
        }
        self.beat(self.started.elapsed());
    }

    /// It was looked whether something is due.
    pub(crate) fn record_look(&self, took: Duration) {
        self.looks.observe(took.as_secs_f64());
        self.beat(self.started.elapsed());
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
        self.beat(self.started.elapsed());
    }

    pub(crate) fn record_backlog(&self, backlog: Backlog) {
        self.overdue.store(backlog.tickets, Ordering::Relaxed);
        self.oldest_micros.store(backlog.oldest_micros, Ordering::Relaxed);
    }

    fn beat(&self, running: Duration) {
        self.beat_millis.store(u64::try_from(running.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// How waking is.
    #[must_use]
    pub fn state(&self) -> WakeState {
        self.state_after(self.started.elapsed())
    }

    /// How waking is when the process has been running for so long.
    fn state_after(&self, running: Duration) -> WakeState {
        let silent = running.saturating_sub(Duration::from_millis(self.beat_millis.load(Ordering::Relaxed)));
        if silent > STUCK_AFTER {
            WakeState::Stuck
        } else if self.oldest() > LATE_AFTER {
            WakeState::Late
        } else {
            WakeState::OnTime
        }
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

    /// Tickets that are overdue, whoever is to wake them, counted up to [`bihuan_app::clocks::BACKLOG_MAX`].
    #[must_use]
    pub fn overdue(&self) -> i64 {
        self.overdue.load(Ordering::Relaxed)
    }

    /// For how long the longest overdue has been so.
    #[must_use]
    pub fn oldest(&self) -> Duration {
        Duration::from_micros(u64::try_from(self.oldest_micros.load(Ordering::Relaxed)).unwrap_or_default())
    }

    /// How late tickets were woken, from when they were due to when others could see it.
    #[must_use]
    pub fn lateness(&self) -> &Histogram {
        &self.lateness
    }

    /// What it took to look whether something is due.
    #[must_use]
    pub fn looks(&self) -> &Histogram {
        &self.looks
    }

    /// What batches took.
    #[must_use]
    pub fn batches(&self) -> &Histogram {
        &self.batches
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

#[cfg(test)]
mod tests {
    use super::{LATE_AFTER, STUCK_AFTER, WakeState, WorkerStatistics};
    use bihuan_app::clocks::Backlog;
    use std::time::Duration;

    #[test]
    fn complaint_33_late_is_told_from_dead() {
        let statistics = WorkerStatistics::default();
        assert_eq!(statistics.state_after(Duration::ZERO), WakeState::OnTime);
        let oldest_micros = i64::try_from(LATE_AFTER.as_micros()).unwrap() + 1;
        statistics.record_backlog(Backlog { tickets: 7, oldest_micros });
        assert_eq!(statistics.state_after(STUCK_AFTER), WakeState::Late);
        let later = STUCK_AFTER + Duration::from_secs(1);
        assert_eq!(statistics.state_after(later), WakeState::Stuck, "nothing was heard of it for too long");
        statistics.beat(later);
        assert_eq!(statistics.state_after(later), WakeState::Late, "a round that ends is a sign of life");
        statistics.record_backlog(Backlog::default());
        assert_eq!(statistics.state_after(later), WakeState::OnTime);
    }
}
