//! What happened to an appeal.

use serde::{Deserialize, Serialize};

use crate::id::UserId;
use crate::time::Timestamp;

use super::{Document, Measure};

/// What happened to an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum AppealEvent {
    /// It was raised.
    Raised {
        /// What is contested.
        against: Measure,
        /// Which part of the ticket.
        subject: String,
    },
    /// It was upheld.
    Upheld {
        /// Who ruled.
        by: UserId,
        /// Why.
        reason: String,
        /// Whether the limit was over.
        late: bool,
    },
    /// The first level dismissed it.
    Dismissed {
        /// Who ruled.
        by: UserId,
        /// Why.
        reason: String,
        /// Whether the limit was over.
        late: bool,
        /// Until when the last level may be called upon.
        again_until: Option<Timestamp>,
    },
    /// The last level dismissed it.
    Rejected {
        /// Who ruled.
        by: UserId,
        /// Why.
        reason: String,
        /// Whether the limit was over.
        late: bool,
    },
    /// The last level was called upon.
    RaisedAgain {
        /// Why.
        reason: String,
        /// Further proof.
        documents: Vec<Document>,
        /// By when it is to rule.
        due_at: Timestamp,
        /// When it is to be reminded.
        #[serde(default)]
        remind_at: Option<Timestamp>,
    },
    /// It was taken back.
    Withdrawn,
    /// The time to rule runs out: whoever must rule was reminded.
    Reminded,
    /// The time to rule is over.
    Overdue,
}

impl AppealEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Raised { .. } => "raised",
            Self::Upheld { .. } => "upheld",
            Self::Dismissed { .. } => "dismissed",
            Self::Rejected { .. } => "rejected",
            Self::RaisedAgain { .. } => "raised_again",
            Self::Withdrawn => "withdrawn",
            Self::Reminded => "reminded",
            Self::Overdue => "overdue",
        }
    }
}
