//! What happened to a callback.

use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{PlanCode, PostCode, QuestionnaireCode, UnitCode};
use crate::id::{SurveyId, UserId};
use crate::policy::callbacks::{Method, Performer};
use crate::time::Timestamp;

use super::{AttemptResult, Cause, FollowUp, NamedOutcome, Place, Remark};

/// What happened to a callback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum CallbackEvent {
    /// It was planned.
    Opened {
        /// The plan it follows.
        plan: PlanCode,
        /// The survey opened with it.
        survey: SurveyId,
        /// What is asked.
        #[serde(default)]
        questionnaire: Option<QuestionnaireCode>,
        /// From when the customer may be called.
        due_at: Timestamp,
        /// By when.
        #[serde(default)]
        until: Option<Timestamp>,
        /// Whether the ticket waits for it.
        #[serde(default = "yes")]
        closes: bool,
        /// Which call of the plan.
        #[serde(default)]
        place: Place,
        /// Why this customer is called.
        #[serde(default)]
        cause: Cause,
        /// Who is to call.
        #[serde(default)]
        performers: Vec<Performer>,
    },
    /// Its time has come.
    Due,
    /// Its window is over and nobody has reached the customer.
    Overdue,
    /// Somebody keeps others from calling the same customer for a while.
    Claimed {
        /// Who.
        by: UserId,
        /// Until when.
        until: Timestamp,
    },
    /// It was given free again.
    Released,
    /// An attempt did not settle it.
    Attempted {
        /// How it ended.
        result: AttemptResult,
        /// From when the customer may be called again.
        next_at: Timestamp,
        /// By when, if what he asked for lies behind the end of the window.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Timestamp>,
        /// What was noted.
        #[serde(default, skip_serializing_if = "Remark::is_empty")]
        remark: Remark,
    },
    /// The number is wrong; the right one is looked for.
    NumberSought {
        /// Until when.
        until: Timestamp,
        /// What was noted.
        #[serde(default, skip_serializing_if = "Remark::is_empty")]
        remark: Remark,
    },
    /// The right number is known.
    NumberFound {
        /// From when the customer may be called.
        next_at: Timestamp,
    },
    /// The customer answered.
    Answered {
        /// Whether he is content.
        content: bool,
        /// What follows when he is not.
        follow_up: Option<FollowUp>,
        /// How he was asked.
        methods: Vec<Method>,
        /// How long the talk took, in seconds.
        talk_seconds: Option<u32>,
        /// Whether that was longer than the plan wants.
        too_long: bool,
        /// Posts that were reached.
        reached: Vec<PostCode>,
        /// What the call brought besides the answers.
        outcome: Option<NamedOutcome>,
        /// A note.
        note: Option<String>,
    },
    /// Some of the people who must be reached have been; the others are still to be called.
    Reached {
        /// Posts that were reached.
        posts: Vec<PostCode>,
        /// From when the others may be called.
        next_at: Timestamp,
        /// What was noted.
        #[serde(default, skip_serializing_if = "Remark::is_empty")]
        remark: Remark,
    },
    /// Somebody signed the record.
    Signed {
        /// Who.
        by: UserId,
        /// His unit.
        unit: UnitCode,
        /// For which of the performers, as it stood then.
        performer: u16,
        /// All performers that he may be; empty when the plan names none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        fits: Vec<u16>,
    },
    /// The customer confirmed the record.
    Confirmed {
        /// How.
        proof: String,
    },
    /// The record was reviewed.
    Reviewed {
        /// Who reviewed.
        by: UserId,
        /// Whether the call was done as it should be.
        qualified: bool,
        /// What is to be done.
        opinion: Option<String>,
    },
    /// It is done, and the customer is satisfied.
    Satisfied,
    /// It is done, and the customer is not satisfied.
    Unsatisfied {
        /// What follows.
        follow_up: FollowUp,
    },
    /// The customer cannot be reached.
    Unreachable {
        /// How the last attempt ended.
        result: AttemptResult,
        /// What was noted.
        #[serde(default, skip_serializing_if = "Remark::is_empty")]
        remark: Remark,
    },
    /// It is no longer wanted.
    Dropped,
    /// It was taken out of the sample.
    Removed {
        /// Why.
        reason: String,
    },
}

const fn yes() -> bool {
    true
}

impl CallbackEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Due => "due",
            Self::Overdue => "overdue",
            Self::Claimed { .. } => "claimed",
            Self::Released => "released",
            Self::Attempted { .. } => "attempted",
            Self::NumberSought { .. } => "number_sought",
            Self::NumberFound { .. } => "number_found",
            Self::Answered { .. } => "answered",
            Self::Reached { .. } => "reached",
            Self::Signed { .. } => "signed",
            Self::Confirmed { .. } => "confirmed",
            Self::Reviewed { .. } => "reviewed",
            Self::Satisfied => "satisfied",
            Self::Unsatisfied { .. } => "unsatisfied",
            Self::Unreachable { .. } => "unreachable",
            Self::Dropped => "dropped",
            Self::Removed { .. } => "removed",
        }
    }

    /// Whether whoever did it tried to reach the customer.
    #[must_use]
    pub const fn is_attempt(&self) -> bool {
        matches!(
            self,
            Self::Attempted { .. }
                | Self::NumberSought { .. }
                | Self::Answered { .. }
                | Self::Reached { .. }
                | Self::Unreachable { .. }
        )
    }

    /// The milestone that clocks hear, if any.
    #[must_use]
    pub const fn milestone(&self) -> Option<Milestone> {
        match self {
            Self::Opened { .. } => Some(Milestone::CallbackOpened),
            Self::Due => Some(Milestone::CallbackDue),
            Self::Overdue => Some(Milestone::CallbackOverdue),
            Self::Attempted { .. }
            | Self::NumberSought { .. }
            | Self::Answered { .. }
            | Self::Reached { .. }
            | Self::Unreachable { .. } => Some(Milestone::CallbackAttempted),
            Self::Reviewed { qualified: false, .. } => Some(Milestone::CallbackUnqualified),
            Self::Unsatisfied { .. } => Some(Milestone::CustomerDissatisfied),
            Self::Claimed { .. }
            | Self::Released
            | Self::NumberFound { .. }
            | Self::Signed { .. }
            | Self::Confirmed { .. }
            | Self::Reviewed { .. }
            | Self::Satisfied
            | Self::Dropped
            | Self::Removed { .. } => None,
        }
    }
}
