//! The names of the stages of a ticket.

use bihuan_domain::ticket::TicketStage;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TicketStage)]
pub(crate) enum StageName {
    /// The agent is still filling it in.
    Draft,
    /// Accepted; it must be dispatched.
    PendingDispatch,
    /// Work orders are out.
    Handling,
    /// The department is done; the customer must be called.
    CallbackDue,
    /// The customer is not satisfied though the handling stands; somebody else must look at it.
    FinalAnswerDue,
    /// The customer has been answered; it can be archived.
    Answered,
    /// The loop is closed.
    Archived,
    /// Answered and closed where it arrived.
    ClosedOnSpot,
    /// Given up before dispatch.
    Cancelled,
}

impl From<TicketStage> for StageName {
    fn from(stage: TicketStage) -> Self {
        match stage {
            TicketStage::Draft => Self::Draft,
            TicketStage::PendingDispatch => Self::PendingDispatch,
            TicketStage::Handling => Self::Handling,
            TicketStage::CallbackDue => Self::CallbackDue,
            TicketStage::FinalAnswerDue => Self::FinalAnswerDue,
            TicketStage::Answered { .. } => Self::Answered,
            TicketStage::Archived { .. } => Self::Archived,
            TicketStage::ClosedOnSpot => Self::ClosedOnSpot,
            TicketStage::Cancelled => Self::Cancelled,
        }
    }
}

impl StageName {
    /// The name as stored.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::PendingDispatch => "pending_dispatch",
            Self::Handling => "handling",
            Self::CallbackDue => "callback_due",
            Self::FinalAnswerDue => "final_answer_due",
            Self::Answered => "answered",
            Self::Archived => "archived",
            Self::ClosedOnSpot => "closed_on_spot",
            Self::Cancelled => "cancelled",
        }
    }
}

#[cfg(test)]
mod tests {
    use bihuan_domain::ticket::TicketStage;

    use super::StageName;

    #[test]
    fn every_stage_has_the_name_it_is_stored_by() {
        for stage in TicketStage::ALL {
            let name = StageName::from(*stage);
            assert_eq!(name.as_str(), stage.as_str());
            assert_eq!(serde_json::to_value(name).unwrap(), stage.as_str());
        }
    }
}
