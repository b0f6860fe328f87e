//! Where a callback stands.

use serde::{Deserialize, Serialize};

/// Where a callback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackStage {
    /// Waiting for its time.
    Scheduled,
    /// The customer may be called now.
    Due,
    /// The number is wrong: the right one is looked for (号码核实).
    Searching,
    /// The customer has answered; signatures, his confirmation or the review are missing.
    Answered,
    /// Reached, and satisfied.
    Satisfied,
    /// Reached, and not satisfied.
    Unsatisfied,
    /// Not reached in the planned attempts, or by no means (回访失败).
    Unreachable,
    /// No longer wanted.
    Dropped,
    /// Taken out of the sample by hand.
    Removed,
}

impl CallbackStage {
    /// All stages.
    pub const ALL: &[Self] = &[
        Self::Scheduled,
        Self::Due,
        Self::Searching,
        Self::Answered,
        Self::Satisfied,
        Self::Unsatisfied,
        Self::Unreachable,
        Self::Dropped,
        Self::Removed,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Due => "due",
            Self::Searching => "searching",
            Self::Answered => "answered",
            Self::Satisfied => "satisfied",
            Self::Unsatisfied => "unsatisfied",
            Self::Unreachable => "unreachable",
            Self::Dropped => "dropped",
            Self::Removed => "removed",
        }
    }

    /// Whether the customer has yet to be reached.
    #[must_use]
    pub const fn is_asking(self) -> bool {
        match self {
            Self::Scheduled | Self::Due | Self::Searching => true,
            Self::Answered
            | Self::Satisfied
            | Self::Unsatisfied
            | Self::Unreachable
            | Self::Dropped
            | Self::Removed => false,
        }
    }

    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Scheduled | Self::Due | Self::Searching | Self::Answered => false,
            Self::Satisfied | Self::Unsatisfied | Self::Unreachable | Self::Dropped | Self::Removed => true,
        }
    }
}
