//! Clocks (时限): a fold over milestones. Nothing else computes a deadline.
//!
//! A clock rule of the policy names the milestones that start and stop it and how much time there is. [`follow`] keeps
//! the clocks of a case in step with its milestones, [`due`] says what time itself has brought about, and
//! [`next_wakeup`] when it must be asked again.

mod follow;
mod milestone;
mod wake;

pub use follow::{Occurrence, follow};
pub use milestone::Milestone;
pub use wake::{Alarm, apply, due, next_wakeup};

use serde::{Deserialize, Serialize};

use crate::code::ClockCode;
use crate::id::WorkOrderId;
use crate::time::Timestamp;

/// One clock of a case. `no` counts within the case from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Number within the case.
    pub no: u16,
    /// Which rule.
    pub code: ClockCode,
    /// The work order it watches over; none means the ticket.
    pub work_order: Option<WorkOrderId>,
    /// When it started.
    pub started_at: Timestamp,
    /// When to warn.
    pub warn_at: Option<Timestamp>,
    /// When the time is used up.
    pub due_at: Timestamp,
    /// When the warning was given.
    pub warned_at: Option<Timestamp>,
    /// When running out was noticed and announced.
    pub breached_at: Option<Timestamp>,
    /// How and when it ended.
    pub end: Option<ClockEnd>,
}

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", content = "at", rename_all = "snake_case")]
pub enum ClockEnd {
    /// What it waited for happened.
    Stopped(Timestamp),
    /// What it watched over ended otherwise: it no longer matters.
    Dropped(Timestamp),
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Time remains.
    Running,
    /// Time remains, and the warning has been given.
    Warned,
    /// Time is used up and the thing has not happened.
    Breached,
    /// Stopped in time.
    Stopped,
    /// Stopped after the time was used up.
    StoppedLate,
    /// Ended without a verdict.
    Dropped,
}

impl Clock {
    /// Where this clock stands.
    #[must_use]
    pub fn state(&self) -> ClockState {
        match self.end {
            Some(ClockEnd::Stopped(at)) if at > self.due_at => ClockState::StoppedLate,
            Some(ClockEnd::Stopped(_)) => ClockState::Stopped,
            Some(ClockEnd::Dropped(_)) => ClockState::Dropped,
            None if self.breached_at.is_some() => ClockState::Breached,
            None if self.warned_at.is_some() => ClockState::Warned,
            None => ClockState::Running,
        }
    }

    /// Whether it still runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.end.is_none()
    }

    /// Whether the time was used up before it ended, as far as is known at `now`.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        match self.end {
            Some(ClockEnd::Stopped(at)) => at > self.due_at,
            Some(ClockEnd::Dropped(_)) => false,
            None => now > self.due_at,
        }
    }
}

impl ClockState {
    /// All states.
    pub const ALL: &[Self] =
        &[Self::Running, Self::Warned, Self::Breached, Self::Stopped, Self::StoppedLate, Self::Dropped];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Warned => "warned",
            Self::Breached => "breached",
            Self::Stopped => "stopped",
            Self::StoppedLate => "stopped_late",
            Self::Dropped => "dropped",
        }
    }
}
