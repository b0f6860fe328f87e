//! What happened to a callback.

use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::PlanCode;
use crate::id::SurveyId;
use crate::time::Timestamp;

use super::{AttemptResult, FollowUp};

/// What happened to a callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CallbackEvent {
    /// It was planned.
    Opened {
        /// The plan it follows.
        plan: PlanCode,
        /// The questionnaire opened with it.
        survey: SurveyId,
        /// From when the customer may be called.
        due_at: Timestamp,
    },
    /// Its time has come.
    Due,
    /// An attempt did not settle it.
    Attempted {
        /// How it ended.
        result: AttemptResult,
        /// From when the customer may be called again.
        next_at: Timestamp,
    },
    /// The customer answered, and is satisfied.
    Satisfied,
    /// The customer answered, and is not satisfied.
    Unsatisfied {
        /// What follows.
        follow_up: FollowUp,
    },
    /// The customer cannot be reached.
    Unreachable {
        /// How the last attempt ended.
        result: AttemptResult,
    },
    /// It is no longer wanted.
    Dropped,
}

impl CallbackEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Due => "due",
            Self::Attempted { .. } => "attempted",
            Self::Satisfied => "satisfied",
            Self::Unsatisfied { .. } => "unsatisfied",
            Self::Unreachable { .. } => "unreachable",
            Self::Dropped => "dropped",
        }
    }

    /// The milestone that clocks hear, if any.
    #[must_use]
    pub const fn milestone(&self) -> Option<Milestone> {
        match self {
            Self::Opened { .. } => Some(Milestone::CallbackOpened),
            Self::Due => Some(Milestone::CallbackDue),
            Self::Attempted { .. } | Self::Satisfied | Self::Unsatisfied { .. } | Self::Unreachable { .. } => {
                Some(Milestone::CallbackAttempted)
            }
            Self::Dropped => None,
        }
    }
}
