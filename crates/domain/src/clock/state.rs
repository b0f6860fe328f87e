//! Where a clock stands.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

use super::{AlarmLevel, Clock};

/// How a clock ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "how", content = "at", rename_all = "snake_case")]
pub enum ClockEnd {
    /// What it waited for happened, or a new cycle took over.
    Stopped(Timestamp),
    /// What it watched over ended otherwise: it no longer matters.
    Dropped(Timestamp),
}

impl ClockEnd {
    /// When.
    #[must_use]
    pub const fn at(self) -> Timestamp {
        match self {
            Self::Stopped(at) | Self::Dropped(at) => at,
        }
    }
}

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// Time remains.
    Running,
    /// It stands still.
    Paused,
    /// Time remains, and a warning has been given.
    Warned,
    /// Time is used up and the thing has not happened.
    Breached,
    /// Stopped in time.
    Stopped,
    /// Stopped before the earliest moment.
    StoppedEarly,
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
            Some(ClockEnd::Stopped(at)) if self.not_before.is_some_and(|from| at < from) => ClockState::StoppedEarly,
            Some(ClockEnd::Stopped(_)) => ClockState::Stopped,
            Some(ClockEnd::Dropped(_)) => ClockState::Dropped,
            None if self.breached_at().is_some() => ClockState::Breached,
            None if self.is_paused() => ClockState::Paused,
            None if self.warned_at().is_some() => ClockState::Warned,
            None => ClockState::Running,
        }
    }

    /// Whether it has not ended. A clock that stands still has not ended.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.end.is_none()
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.end.is_none() && self.pauses.last().is_some_and(|pause| pause.to.is_none())
    }

    /// Whether the time was used up before it ended, as far as is known at `now`.
    #[must_use]
    pub fn is_late(&self, now: Timestamp) -> bool {
        match self.end {
            Some(ClockEnd::Stopped(at)) => at > self.due_at,
            Some(ClockEnd::Dropped(_)) => false,
            // A deadline that passed before the clock stood still stays missed.
            None => self.paused_since().unwrap_or(now) > self.due_at,
        }
    }

    /// When the warning that comes next, or came last, is given.
    #[must_use]
    pub fn warn_at(&self) -> Option<Timestamp> {
        let mut warnings = self.alarms.iter().filter(|point| matches!(point.level, AlarmLevel::Warning(_)));
        warnings.clone().find(|point| point.fired_at.is_none()).or_else(|| warnings.next_back()).map(|point| point.at)
    }

    /// When a warning was given, last.
    #[must_use]
    pub fn warned_at(&self) -> Option<Timestamp> {
        let warnings = self.alarms.iter().filter(|point| matches!(point.level, AlarmLevel::Warning(_)));
        warnings.filter_map(|point| point.fired_at).max()
    }

    /// When running out was noticed and announced, for the present deadline.
    #[must_use]
    pub fn breached_at(&self) -> Option<Timestamp> {
        self.alarms.iter().find(|point| point.level == AlarmLevel::Breach).and_then(|point| point.fired_at)
    }

    fn paused_since(&self) -> Option<Timestamp> {
        self.pauses.last().filter(|pause| pause.to.is_none()).map(|pause| pause.from)
    }
}

impl ClockState {
    /// All states.
    pub const ALL: &[Self] = &[
        Self::Running,
        Self::Paused,
        Self::Warned,
        Self::Breached,
        Self::Stopped,
        Self::StoppedEarly,
        Self::StoppedLate,
        Self::Dropped,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Warned => "warned",
            Self::Breached => "breached",
            Self::Stopped => "stopped",
            Self::StoppedEarly => "stopped_early",
            Self::StoppedLate => "stopped_late",
            Self::Dropped => "dropped",
        }
    }
}
