//! Where a ticket stands.

use serde::{Deserialize, Serialize};

/// Where a ticket stands: who must act next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum TicketStage {
    /// The agent is still filling it in.
    Draft,
    /// Accepted (受理); a dispatcher must send it out (待派单).
    PendingDispatch,
    /// Work orders are out; the holders of the work orders act (处理中).
    Handling,
    /// The department is done; the customer must be called (待回访).
    CallbackDue,
    /// The customer is not satisfied though the handling stands: somebody who had no part in it must look at it (待最终答复).
    FinalAnswerDue,
    /// The customer has been answered; the ticket can be archived.
    Answered {
        /// How.
        how: Answer,
    },
    /// Closed loop (归档).
    Archived {
        /// How the customer was answered.
        how: Answer,
    },
    /// Answered and closed where it arrived (一次办结).
    ClosedOnSpot,
    /// Given up before dispatch.
    Cancelled,
}

/// How the customer was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Called back, and satisfied.
    Satisfied,
    /// Called back, not satisfied, but the handling was right and lawful.
    Unsatisfied,
    /// The planned attempts did not reach the customer.
    Unreachable,
    /// The policy plans no callback for this type.
    NotPlanned,
    /// The customer wanted no callback, or may not or cannot be contacted.
    Declined,
    /// The customer withdrew (撤诉).
    Withdrawn,
    /// The lot fell on others (抽查回访).
    NotSampled,
}

impl Answer {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::Satisfied,
        Self::Unsatisfied,
        Self::Unreachable,
        Self::NotPlanned,
        Self::Declined,
        Self::Withdrawn,
        Self::NotSampled,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Unsatisfied => "unsatisfied",
            Self::Unreachable => "unreachable",
            Self::NotPlanned => "not_planned",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
            Self::NotSampled => "not_sampled",
        }
    }
}

impl TicketStage {
    /// All stages, one value each.
    pub const ALL: &[Self] = &[
        Self::Draft,
        Self::PendingDispatch,
        Self::Handling,
        Self::CallbackDue,
        Self::FinalAnswerDue,
        Self::Answered { how: Answer::Satisfied },
        Self::Archived { how: Answer::Satisfied },
        Self::ClosedOnSpot,
        Self::Cancelled,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingDispatch => "pending_dispatch",
            Self::Handling => "handling",
            Self::CallbackDue => "callback_due",
            Self::FinalAnswerDue => "final_answer_due",
            Self::Answered { .. } => "answered",
            Self::Archived { .. } => "archived",
            Self::ClosedOnSpot => "closed_on_spot",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_end(self) -> bool {
        match self {
            Self::Archived { .. } | Self::ClosedOnSpot | Self::Cancelled => true,
            Self::Draft
            | Self::PendingDispatch
            | Self::Handling
            | Self::CallbackDue
            | Self::FinalAnswerDue
            | Self::Answered { .. } => false,
        }
    }
}
