//! Where a work order stands.

use serde::{Deserialize, Serialize};

use crate::code::UnitCode;

/// Where a work order stands. The stages from `assigned` to `restored` are the field's own progress.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "name", rename_all = "snake_case")]
pub enum WorkOrderStage {
    /// Sent out; the holder must receive or return it (待接单).
    Dispatched,
    /// Returned one step up; the holder there decides (退单).
    Returned {
        /// The unit that returned it.
        by: UnitCode,
    },
    /// Received by the unit that handles it (已接单).
    Received,
    /// A crew is assigned (已派工).
    Assigned,
    /// The crew accepted.
    CrewAccepted,
    /// The crew is on its way.
    EnRoute,
    /// The crew is on site (已到达).
    Arrived,
    /// The matter is restored (已修复).
    Restored,
    /// Replied; a reviewer decides (待审核).
    Replied,
    /// The reply must be filled in again; no work (退回重填).
    Refill,
    /// The work must be done again (退回重办).
    Redo,
    /// Done.
    Approved,
    /// Cancelled.
    Cancelled,
}

impl WorkOrderStage {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Dispatched => "dispatched",
            Self::Returned { .. } => "returned",
            Self::Received => "received",
            Self::Assigned => "assigned",
            Self::CrewAccepted => "crew_accepted",
            Self::EnRoute => "en_route",
            Self::Arrived => "arrived",
            Self::Restored => "restored",
            Self::Replied => "replied",
            Self::Refill => "refill",
            Self::Redo => "redo",
            Self::Approved => "approved",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether a unit or its crew works on it: not before it is received, not after it is restored or replied to.
    #[must_use]
    pub const fn is_worked_on(&self) -> bool {
        match self {
            Self::Received | Self::Redo | Self::Assigned | Self::CrewAccepted | Self::EnRoute | Self::Arrived => true,
            Self::Dispatched
            | Self::Returned { .. }
            | Self::Restored
            | Self::Replied
            | Self::Refill
            | Self::Approved
            | Self::Cancelled => false,
        }
    }

    /// Whether nothing more is expected.
    #[must_use]
    pub const fn is_end(&self) -> bool {
        matches!(self, Self::Approved | Self::Cancelled)
    }

    /// One value of every stage; `unit` fills the stages that carry one.
    #[must_use]
    pub fn all(unit: &UnitCode) -> Vec<Self> {
        vec![
            Self::Dispatched,
            Self::Returned { by: unit.clone() },
            Self::Received,
            Self::Assigned,
            Self::CrewAccepted,
            Self::EnRoute,
            Self::Arrived,
            Self::Restored,
            Self::Replied,
            Self::Refill,
            Self::Redo,
            Self::Approved,
            Self::Cancelled,
        ]
    }
}
