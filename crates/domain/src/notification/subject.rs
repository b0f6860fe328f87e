//! What a notification says, without words: they are found when it is read.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock::Milestone;
use crate::code::{ClockCode, LadderCode, ReportCode, UnitCode};
use crate::id::InspectionId;
use crate::named::named;
use crate::policy::notifications::ClockLevel;
use crate::time::Timestamp;

/// What a notification says. Nothing of the customer: mails and other programs carry it away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// The number of the ticket; the period, when it is about no ticket.
    pub number: String,
    /// The unit that has it.
    pub unit: UnitCode,
    /// What happened.
    pub happening: Happening,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum Happening {
    /// A milestone was reached.
    Milestone {
        /// Which.
        milestone: Option<Milestone>,
    },
    /// A rung of the escalation ladder was reached.
    Rung {
        /// Which.
        rung: LadderCode,
    },
    /// A clock gave an alarm.
    Clock {
        /// Which.
        clock: ClockCode,
        /// Place of its rule in the policy's list, from 0: several rules may share a code. None when it is from another
        /// version than the notification.
        rule: Option<u16>,
        /// Which alarm.
        level: ClockLevel,
        /// When the time is, or was, used up.
        due_at: Timestamp,
    },
    /// Something about an appeal.
    Appeal {
        /// What.
        notice: AppealNotice,
        /// By when it is, or was, to be ruled on.
        due_at: Option<Timestamp>,
    },
    /// An inspection of the ticket found defects of people of the unit.
    DefectsFound {
        /// The inspection.
        inspection: InspectionId,
        /// How many.
        defects: u32,
    },
    /// Assessments of a month are not frozen yet. About no ticket.
    AssessmentsMissing {
        /// Of how many people.
        people: u32,
    },
    /// A report ran by itself and can be read. About no ticket.
    ReportReady {
        /// Which.
        report: ReportCode,
        /// The run.
        run: Uuid,
    },
    /// Something about the signatures under a report. About no ticket.
    ReportSigning {
        /// Which.
        report: ReportCode,
        /// The run.
        run: Uuid,
        /// What.
        notice: SigningNotice,
    },
    /// The unit has handed in no list of customers to be called. About no ticket.
    ListMissing,
    /// Callbacks of a period are still without a result. About no ticket.
    CallbacksOpen {
        /// How many.
        callbacks: u32,
    },
}

impl Happening {
    /// Whether it is about no ticket.
    #[must_use]
    pub const fn is_general(&self) -> bool {
        match self {
            Self::Milestone { .. }
            | Self::Rung { .. }
            | Self::Clock { .. }
            | Self::Appeal { .. }
            | Self::DefectsFound { .. } => false,
            Self::AssessmentsMissing { .. }
            | Self::CallbacksOpen { .. }
            | Self::ListMissing
            | Self::ReportReady { .. }
            | Self::ReportSigning { .. } => true,
        }
    }
}

named! {
    /// What is told of an appeal.
    AppealNotice {
        /// It waits for a ruling.
        Waiting = "waiting",
        /// It still does, and the time to rule runs out.
        Due = "due",
        /// The time to rule is over.
        Overdue = "overdue",
        /// It was ruled on.
        Ruled = "ruled",
    }
}

named! {
    /// What is told of the signatures under a report.
    SigningNotice {
        /// It waits for a signature.
        Waiting = "waiting",
        /// Everybody signed.
        Approved = "approved",
        /// Somebody sent it back.
        SentBack = "sent_back",
    }
}
