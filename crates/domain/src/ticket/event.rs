//! What happened to a ticket.

use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{ClockCode, LevelCode, MarkCode, PlanCode, RouteCode};
use crate::policy::PolicyVersion;
use crate::sampling::Lot;
use crate::time::Timestamp;

use super::{Answer, Classification};

/// What happened to a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum TicketEvent {
    /// It was opened.
    Opened {
        /// Whether it stays a draft; otherwise it is accepted in the same breath.
        draft: bool,
    },
    /// The demand was accepted.
    Accepted,
    /// It was answered on the spot.
    AnsweredOnSpot {
        /// What the customer was told.
        text: String,
    },
    /// Work orders went out.
    Dispatched {
        /// The route that chose the units.
        route: Option<RouteCode>,
    },
    /// The customer pressed.
    Urged {
        /// What the customer said.
        note: Option<String>,
    },
    /// A note was added.
    Noted {
        /// The note.
        text: String,
    },
    /// The customer withdrew.
    Withdrawn {
        /// How the customer's will is proved.
        proof: String,
    },
    /// It was given up before dispatch.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// All work orders are done.
    DepartmentDone {
        /// Whether the customer will be called back.
        callback: bool,
    },
    /// The callback sent the work back.
    SentBack,
    /// The customer has been answered.
    CustomerAnswered {
        /// How.
        how: Answer,
    },
    /// It was archived.
    Archived,
    /// It was opened again.
    Reopened {
        /// Why.
        reason: String,
        /// Whether a work order exists that can be redone; otherwise it must be dispatched.
        redo: bool,
    },
    /// It got another kind, type, grade or area.
    Reclassified {
        /// What it was.
        from: Classification,
        /// What it is.
        to: Classification,
        /// Why.
        reason: String,
    },
    /// A clock that ran out raised its grade.
    LevelRaised {
        /// The grade it had.
        from: Option<LevelCode>,
        /// The grade it has.
        to: LevelCode,
        /// The clock.
        clock: ClockCode,
    },
    /// The lot decided whether the customer is called back.
    Drawn {
        /// The plan.
        plan: PlanCode,
        /// The lot.
        lot: Lot,
    },
    /// It reached a milestone of the centre's own.
    Marked {
        /// Which.
        mark: MarkCode,
        /// When; for an appointment the moment agreed, which may lie ahead.
        at: Timestamp,
    },
    /// The customer's number was put right.
    NumberCorrected {
        /// What it was.
        from: Option<String>,
        /// What it is.
        to: String,
        /// Where it comes from.
        source: String,
    },
    /// It moved to another version of the policy.
    PolicyMoved {
        /// The version it was under.
        from: PolicyVersion,
        /// The version it is under.
        to: PolicyVersion,
    },
}

impl TicketEvent {
    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Accepted => "accepted",
            Self::AnsweredOnSpot { .. } => "answered_on_spot",
            Self::Dispatched { .. } => "dispatched",
            Self::Urged { .. } => "urged",
            Self::Noted { .. } => "noted",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Cancelled { .. } => "cancelled",
            Self::DepartmentDone { .. } => "department_done",
            Self::SentBack => "sent_back",
            Self::CustomerAnswered { .. } => "customer_answered",
            Self::Archived => "archived",
            Self::Reopened { .. } => "reopened",
            Self::Reclassified { .. } => "reclassified",
            Self::LevelRaised { .. } => "level_raised",
            Self::Drawn { .. } => "drawn",
            Self::Marked { .. } => "marked",
            Self::NumberCorrected { .. } => "number_corrected",
            Self::PolicyMoved { .. } => "policy_moved",
        }
    }

    /// The milestone that clocks hear, if any.
    #[must_use]
    pub const fn milestone(&self) -> Option<Milestone> {
        match self {
            Self::Opened { draft: true } => Some(Milestone::Opened),
            Self::Accepted => Some(Milestone::Accepted),
            Self::AnsweredOnSpot { .. } => Some(Milestone::AnsweredOnSpot),
            Self::Urged { .. } => Some(Milestone::Urged),
            // That it was dispatched, the clocks hear from the work orders.
            Self::Opened { draft: false } | Self::Dispatched { .. } | Self::Noted { .. } | Self::SentBack => None,
            Self::Withdrawn { .. } => Some(Milestone::Withdrawn),
            Self::Cancelled { .. } => Some(Milestone::Cancelled),
            Self::DepartmentDone { .. } => Some(Milestone::DepartmentDone),
            Self::CustomerAnswered { .. } => Some(Milestone::CustomerAnswered),
            Self::Archived => Some(Milestone::Archived),
            Self::Reopened { .. } => Some(Milestone::Reopened),
            Self::Reclassified { .. } => Some(Milestone::Reclassified),
            Self::LevelRaised { .. } => Some(Milestone::LevelRaised),
            Self::PolicyMoved { .. } | Self::Drawn { .. } | Self::Marked { .. } | Self::NumberCorrected { .. } => None,
        }
    }
}
