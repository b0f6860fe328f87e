//! One attempt to reach a customer.

use serde::{Deserialize, Serialize};

use crate::code::{OutcomeCode, PostCode, UnitCode};
use crate::policy::callbacks::Method;
use crate::survey::Answers;
use crate::time::Timestamp;

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
    /// Some of the people who must be reached were, others not yet.
    Partly,
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
    /// The number belongs to someone else: the right one is looked for, or no further attempt helps.
    WrongNumber,
    /// The customer refused to answer: no further attempt is made.
    Refused,
    /// The customer asked for another time.
    OtherTime {
        /// When; moved to the next hour at which the plan allows a call, and not further ahead than the plan lets.
        at: Timestamp,
    },
    /// Some of the people who must be reached were, others not yet.
    Partly,
}

/// What somebody reports of an attempt besides how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptReport {
    /// How it ended.
    pub attempt: Attempt,
    /// How the customer was asked; several for a call with a visit.
    pub methods: Vec<Method>,
    /// How long the talk took, in seconds.
    pub talk_seconds: Option<u32>,
    /// Posts at the customer's that were reached.
    pub reached: Vec<PostCode>,
    /// What the call brought besides the answers.
    pub outcome: Option<NamedOutcome>,
    /// The customer's right address, where the outcome asks for it.
    pub address: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// Whether the customer wants no further calls about this ticket (请勿再致电).
    pub do_not_call: bool,
    /// Whether the customer wants no calls about anything any more.
    pub never_call: bool,
}

/// What was noted of an attempt that brought no answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Remark {
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How long the talk took, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk_seconds: Option<u32>,
}

impl Remark {
    /// Whether nothing was noted.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.note.is_none() && self.talk_seconds.is_none()
    }
}

impl From<Attempt> for AttemptReport {
    fn from(attempt: Attempt) -> Self {
        Self {
            attempt,
            methods: Vec::new(),
            talk_seconds: None,
            reached: Vec::new(),
            outcome: None,
            address: None,
            note: None,
            do_not_call: false,
            never_call: false,
        }
    }
}

/// What a call brought besides the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedOutcome {
    /// Which outcome of the plan.
    pub code: OutcomeCode,
    /// The moment named with it.
    pub at: Option<Timestamp>,
    /// Whether the customer agreed to it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consented: bool,
}

/// What follows when the customer is not satisfied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum FollowUp {
    /// The work is done again (退回重办).
    #[default]
    Redo,
    /// The work is done again by another unit, where the policy leaves the choice.
    RedoBy {
        /// Which unit.
        unit: UnitCode,
    },
    /// Only the reply is filled in again (退回重填).
    Refill,
    /// The handling was right and lawful: somebody who had no part in it looks at it and gives the final answer.
    Review {
        /// Why the handling stands.
        reason: String,
    },
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
            Self::Partly => AttemptResult::Partly,
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
        Self::Partly,
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
            Self::Partly => "partly",
        }
    }
}
