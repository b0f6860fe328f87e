//! What happened to a work order.

use serde::{Deserialize, Serialize};

use crate::case::CaseEvent;
use crate::clock::Milestone;
use crate::code::{ClockCode, DefectCode, ReasonCode, UnitCode};
use crate::id::{UserId, WorkOrderId};
use crate::position::Position;
use crate::time::Timestamp;

use super::Reply;

/// What happened to a work order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[expect(missing_docs, reason = "the fields are those of the command that led here")]
pub enum WorkOrderEvent {
    /// It was sent out.
    Dispatched { unit: UnitCode, lead: bool },
    /// The holder received it.
    Received,
    /// The holder returned it one step up.
    Returned { by: UnitCode, reason: ReasonCode, note: Option<String> },
    /// The return was refused.
    ReturnRefused { reason: String },
    /// It was handed to another unit.
    Transferred { from: UnitCode, to: UnitCode, reason: String },
    /// A crew was assigned.
    CrewAssigned { crew: UnitCode },
    /// The crew accepted.
    CrewAccepted,
    /// The crew departed.
    Departed,
    /// The crew arrived.
    Arrived {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<Position>,
    },
    /// The crew gave an estimate.
    Estimated { at: Timestamp },
    /// The matter was restored.
    Restored,
    /// The customer was contacted.
    Contacted {
        note: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next_reply_at: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        answered: bool,
    },
    /// The unit replied.
    Replied { reply: Reply },
    /// The reply was approved.
    Approved,
    /// The reply must be filled in again.
    RefillOrdered {
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<DefectCode>,
    },
    /// The work must be done again.
    RedoOrdered {
        reason: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        defect: Option<DefectCode>,
    },
    /// It was cancelled.
    Cancelled { reason: String },
    /// A suspension was asked for.
    SuspensionRequested { reason: ReasonCode, until: Timestamp, by: Option<UserId> },
    /// It was approved.
    Suspended { reason: ReasonCode, until: Timestamp, by: Option<UserId> },
    /// It was refused.
    SuspensionRefused { reason: String },
    /// The suspension ended, by itself or before its time.
    Resumed { at: Timestamp },
    /// Only the customer can go on.
    CustomerAwaited { note: String },
    /// The customer has done so.
    CustomerReady,
    /// An extension was asked for.
    ExtensionRequested { clock: ClockCode, by: u32, reason: String, requested_by: Option<UserId> },
    /// It was approved.
    Extended { clock: ClockCode, by: u32, approved_by: Option<UserId> },
    /// It was refused.
    ExtensionRefused { reason: String },
    /// The unit said why a limit was missed.
    Explained { clock: ClockCode, text: String },
}

impl WorkOrderEvent {
    /// This event, as one of the case.
    #[must_use]
    pub const fn of(self, work_order: WorkOrderId) -> CaseEvent {
        CaseEvent::WorkOrder { work_order, event: self }
    }

    /// Whether whoever did it had a hand in the handling, rather than judging it.
    #[must_use]
    pub const fn is_handling(&self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::CrewAccepted
                | Self::Departed
                | Self::Arrived { .. }
                | Self::Estimated { .. }
                | Self::Restored
                | Self::Contacted { .. }
                | Self::Replied { .. }
        )
    }

    /// The event's name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Dispatched { .. } => "dispatched",
            Self::Received => "received",
            Self::Returned { .. } => "returned",
            Self::ReturnRefused { .. } => "return_refused",
            Self::Transferred { .. } => "transferred",
            Self::CrewAssigned { .. } => "crew_assigned",
            Self::CrewAccepted => "crew_accepted",
            Self::Departed => "departed",
            Self::Arrived { .. } => "arrived",
            Self::Estimated { .. } => "estimated",
            Self::Restored => "restored",
            Self::Contacted { .. } => "contacted",
            Self::Replied { .. } => "replied",
            Self::Approved => "approved",
            Self::RefillOrdered { .. } => "refill_ordered",
            Self::RedoOrdered { .. } => "redo_ordered",
            Self::Cancelled { .. } => "cancelled",
            Self::SuspensionRequested { .. } => "suspension_requested",
            Self::Suspended { .. } => "suspended",
            Self::SuspensionRefused { .. } => "suspension_refused",
            Self::Resumed { .. } => "resumed",
            Self::CustomerAwaited { .. } => "customer_awaited",
            Self::CustomerReady => "customer_ready",
            Self::ExtensionRequested { .. } => "extension_requested",
            Self::Extended { .. } => "extended",
            Self::ExtensionRefused { .. } => "extension_refused",
            Self::Explained { .. } => "explained",
        }
    }

    /// The milestone that clocks hear.
    #[must_use]
    pub const fn milestone(&self) -> Milestone {
        match self {
            Self::Dispatched { .. } => Milestone::Dispatched,
            Self::Received => Milestone::Received,
            Self::Returned { .. } => Milestone::Returned,
            Self::ReturnRefused { .. } => Milestone::ReturnRefused,
            Self::Transferred { .. } => Milestone::Transferred,
            Self::CrewAssigned { .. } => Milestone::CrewAssigned,
            Self::CrewAccepted => Milestone::CrewAccepted,
            Self::Departed => Milestone::Departed,
            Self::Arrived { .. } => Milestone::Arrived,
            Self::Estimated { .. } => Milestone::Estimated,
            Self::Restored => Milestone::Restored,
            Self::Contacted { .. } => Milestone::Contacted,
            Self::Replied { .. } => Milestone::Replied,
            Self::Approved => Milestone::Approved,
            Self::RefillOrdered { .. } => Milestone::RefillOrdered,
            Self::RedoOrdered { .. } => Milestone::RedoOrdered,
            Self::Cancelled { .. } => Milestone::WorkOrderCancelled,
            Self::SuspensionRequested { .. } => Milestone::SuspensionRequested,
            Self::Suspended { .. } => Milestone::Suspended,
            Self::SuspensionRefused { .. } => Milestone::SuspensionRefused,
            Self::Resumed { .. } => Milestone::Resumed,
            Self::CustomerAwaited { .. } => Milestone::CustomerAwaited,
            Self::CustomerReady => Milestone::CustomerReady,
            Self::ExtensionRequested { .. } => Milestone::ExtensionRequested,
            Self::Extended { .. } => Milestone::Extended,
            Self::ExtensionRefused { .. } => Milestone::ExtensionRefused,
            Self::Explained { .. } => Milestone::Explained,
        }
    }
}
