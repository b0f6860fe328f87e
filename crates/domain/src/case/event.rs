//! Events of a case, as the log keeps them.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::callback::CallbackEvent;
use crate::clock::{Alarm, AlarmLevel, Milestone, RevisionCause};
use crate::code::ClockCode;
use crate::id::{CallbackId, SurveyId, TicketId, WorkOrderId};
use crate::survey::SurveyEvent;
use crate::ticket::TicketEvent;
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

/// Something that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "subject", rename_all = "snake_case")]
pub enum CaseEvent {
    /// To the ticket.
    Ticket {
        /// What.
        event: TicketEvent,
    },
    /// To a work order.
    WorkOrder {
        /// Which.
        work_order: WorkOrderId,
        /// What.
        event: WorkOrderEvent,
    },
    /// To the callback.
    Callback {
        /// Which.
        callback: CallbackId,
        /// What.
        event: CallbackEvent,
    },
    /// To the survey.
    Survey {
        /// Which.
        survey: SurveyId,
        /// What.
        event: SurveyEvent,
    },
    /// A clock announced something: a warning, that its time is used up, or a rung after that.
    Clock {
        /// Which, and what.
        alarm: Alarm,
    },
    /// The deadline of a clock moved because a calendar or the policy was published anew.
    ClockMoved {
        /// Number of the clock within its case.
        no: u16,
        /// Which rule.
        code: ClockCode,
        /// The deadline it had.
        from: Timestamp,
        /// The deadline it has.
        to: Timestamp,
        /// Why.
        cause: RevisionCause,
    },
}

impl From<TicketEvent> for CaseEvent {
    fn from(event: TicketEvent) -> Self {
        Self::Ticket { event }
    }
}

impl CaseEvent {
    /// The noun it happened to.
    #[must_use]
    pub const fn subject(&self) -> &'static str {
        match self {
            Self::Ticket { .. } => "ticket",
            Self::WorkOrder { .. } => "work_order",
            Self::Callback { .. } => "callback",
            Self::Survey { .. } => "survey",
            Self::Clock { .. } | Self::ClockMoved { .. } => "clock",
        }
    }

    /// The id of what it happened to; clocks belong to the ticket.
    #[must_use]
    pub const fn subject_id(&self, ticket: TicketId) -> Uuid {
        match self {
            Self::Ticket { .. } | Self::Clock { .. } | Self::ClockMoved { .. } => ticket.0,
            Self::WorkOrder { work_order, .. } => work_order.0,
            Self::Callback { callback, .. } => callback.0,
            Self::Survey { survey, .. } => survey.0,
        }
    }

    /// The milestone it is, by which policy speaks of it.
    #[must_use]
    pub const fn milestone(&self) -> Option<Milestone> {
        match self {
            Self::Ticket { event } => event.milestone(),
            Self::WorkOrder { event, .. } => Some(event.milestone()),
            Self::Callback { event, .. } => event.milestone(),
            Self::Survey { .. } | Self::Clock { .. } | Self::ClockMoved { .. } => None,
        }
    }

    /// What happened, in the past tense.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Ticket { event } => event.name(),
            Self::WorkOrder { event, .. } => event.name(),
            Self::Callback { event, .. } => event.name(),
            Self::Survey { event, .. } => event.name(),
            Self::Clock { alarm } => match alarm.level {
                AlarmLevel::Warning(_) => "warned",
                AlarmLevel::Breach => "breached",
                AlarmLevel::Escalation(_) => "escalated",
            },
            Self::ClockMoved { .. } => "moved",
        }
    }

    /// When it took effect: a suspension ends when it was to end, however late that is noticed.
    #[must_use]
    pub const fn effective_at(&self, now: Timestamp) -> Timestamp {
        match self {
            Self::WorkOrder { event: WorkOrderEvent::Resumed { at }, .. } => *at,
            _ => now,
        }
    }
}
