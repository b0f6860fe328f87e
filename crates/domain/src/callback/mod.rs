//! The callback (回访): the task of asking the customer whether the matter is solved, and how satisfied he is.

mod apply;
mod decide;
mod event;

pub use apply::apply;
pub use decide::{decide, gate, wake};
pub use event::CallbackEvent;

use serde::{Deserialize, Serialize};

use crate::code::PlanCode;
use crate::id::{CallbackId, SurveyId, TicketId};
use crate::permission::Permission;
use crate::survey::Answers;
use crate::time::Timestamp;

/// The task of calling one customer back after one round of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// Its id.
    pub id: CallbackId,
    /// The ticket it closes.
    pub ticket: TicketId,
    /// The questionnaire put to the customer.
    pub survey: SurveyId,
    /// The plan it follows.
    pub plan: PlanCode,
    /// Where it stands.
    pub stage: CallbackStage,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// From when the customer may be called.
    pub due_at: Timestamp,
    /// How many attempts were made.
    pub attempts: u8,
    /// The latest attempt.
    pub attempted_at: Option<Timestamp>,
    /// How the latest attempt ended.
    pub last_result: Option<AttemptResult>,
    /// What follows a bad answer.
    pub follow_up: Option<FollowUp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

/// Where a callback stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallbackStage {
    /// Waiting for its time.
    Scheduled,
    /// The customer may be called now.
    Due,
    /// Reached, and satisfied.
    Satisfied,
    /// Reached, and not satisfied.
    Unsatisfied,
    /// Not reached in the planned attempts, or by no means (回访失败).
    Unreachable,
    /// No longer wanted.
    Dropped,
}

impl CallbackStage {
    /// All stages.
    pub const ALL: &[Self] =
        &[Self::Scheduled, Self::Due, Self::Satisfied, Self::Unsatisfied, Self::Unreachable, Self::Dropped];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Due => "due",
            Self::Satisfied => "satisfied",
            Self::Unsatisfied => "unsatisfied",
            Self::Unreachable => "unreachable",
            Self::Dropped => "dropped",
        }
    }

    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Scheduled | Self::Due => false,
            Self::Satisfied | Self::Unsatisfied | Self::Unreachable | Self::Dropped => true,
        }
    }
}

/// What can be done to a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallbackAction {
    /// Record an attempt.
    Attempt,
}

impl CallbackAction {
    /// All actions.
    pub const ALL: &[Self] = &[Self::Attempt];

    /// The name, as in the URL of the action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Attempt => "attempt",
        }
    }

    /// Who may do it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Attempt => Permission::CallbackAttempt,
        }
    }
}

/// How an attempt ended, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttemptResult {
    /// The customer answered the questions.
    Answered,
    /// Nobody picked up.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// The phone was off.
    PowerOff,
    /// The number belongs to someone else.
    WrongNumber,
    /// The customer refused to answer.
    Refused,
    /// The customer asked for another time.
    OtherTime,
}

/// One attempt to reach the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// The customer answered.
    Answered {
        /// The answers.
        answers: Answers,
        /// What follows when the customer is not satisfied.
        follow_up: FollowUp,
    },
    /// Nobody picked up.
    NoAnswer,
    /// The line was busy.
    Busy,
    /// The phone was off.
    PowerOff,
    /// The number belongs to someone else: no further attempt helps.
    WrongNumber,
    /// The customer refused to answer: no further attempt is made.
    Refused,
    /// The customer asked for another time.
    OtherTime {
        /// When; moved to the next hour at which the plan allows a call, and at most thirty days ahead.
        at: Timestamp,
    },
}

/// What follows when the customer is not satisfied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum FollowUp {
    /// The work is done again (退回重办).
    #[default]
    Redo,
    /// Only the reply is filled in again (退回重填).
    Refill,
    /// The handling was right and lawful: it is recorded and closed.
    Close {
        /// Why the handling stands.
        reason: String,
    },
}

impl Attempt {
    /// How it ended.
    #[must_use]
    pub const fn result(&self) -> AttemptResult {
        match self {
            Self::Answered { .. } => AttemptResult::Answered,
            Self::NoAnswer => AttemptResult::NoAnswer,
            Self::Busy => AttemptResult::Busy,
            Self::PowerOff => AttemptResult::PowerOff,
            Self::WrongNumber => AttemptResult::WrongNumber,
            Self::Refused => AttemptResult::Refused,
            Self::OtherTime { .. } => AttemptResult::OtherTime,
        }
    }
}

impl AttemptResult {
    /// All results.
    pub const ALL: &[Self] = &[
        Self::Answered,
        Self::NoAnswer,
        Self::Busy,
        Self::PowerOff,
        Self::WrongNumber,
        Self::Refused,
        Self::OtherTime,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::NoAnswer => "no_answer",
            Self::Busy => "busy",
            Self::PowerOff => "power_off",
            Self::WrongNumber => "wrong_number",
            Self::Refused => "refused",
            Self::OtherTime => "other_time",
        }
    }
}
