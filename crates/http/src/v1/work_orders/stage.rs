//! The names of the stages of a work order.

use bihuan_domain::work_order::WorkOrderStage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a work order stands.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WorkOrderStage)]
pub(crate) enum StageName {
    /// Sent out; the holder must receive or return it.
    Dispatched,
    /// Returned one step up; the holder there decides.
    Returned,
    /// Received by the unit that handles it.
    Received,
    /// A crew is assigned.
    Assigned,
    /// The crew accepted.
    CrewAccepted,
    /// The crew is on its way.
    EnRoute,
    /// The crew is on site.
    Arrived,
    /// The matter is restored.
    Restored,
    /// Replied; a reviewer decides.
    Replied,
    /// The reply must be filled in again.
    Refill,
    /// The work must be done again.
    Redo,
    /// Done.
    Approved,
    /// Cancelled.
    Cancelled,
}

impl From<&WorkOrderStage> for StageName {
    fn from(stage: &WorkOrderStage) -> Self {
        match stage {
            WorkOrderStage::Dispatched => Self::Dispatched,
            WorkOrderStage::Returned { .. } => Self::Returned,
            WorkOrderStage::Received => Self::Received,
            WorkOrderStage::Assigned => Self::Assigned,
            WorkOrderStage::CrewAccepted => Self::CrewAccepted,
            WorkOrderStage::EnRoute => Self::EnRoute,
            WorkOrderStage::Arrived => Self::Arrived,
            WorkOrderStage::Restored => Self::Restored,
            WorkOrderStage::Replied => Self::Replied,
            WorkOrderStage::Refill => Self::Refill,
            WorkOrderStage::Redo => Self::Redo,
            WorkOrderStage::Approved => Self::Approved,
            WorkOrderStage::Cancelled => Self::Cancelled,
        }
    }
}

impl StageName {
    /// The name as stored.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Dispatched => "dispatched",
            Self::Returned => "returned",
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
}

#[cfg(test)]
mod tests {
    use bihuan_domain::work_order::WorkOrderStage;

    use super::StageName;

    #[test]
    fn every_stage_has_the_name_it_is_stored_by() {
        for stage in WorkOrderStage::all(&"repair".parse().unwrap()) {
            let name = StageName::from(&stage);
            assert_eq!(name.as_str(), stage.as_str());
            assert_eq!(serde_json::to_value(name).unwrap(), stage.as_str());
        }
    }
}
