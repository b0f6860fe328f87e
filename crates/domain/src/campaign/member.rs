//! What becomes of one member of a list: a fold over what happens to its ticket.

use serde::{Deserialize, Serialize};

use crate::callback::{AttemptResult, CallbackEvent};
use crate::code::{OutcomeCode, UnitCode};
use crate::id::CampaignId;
use crate::named::named;
use crate::ticket::TicketEvent;

named! {
    /// What became of the first call. What follows an answer (work, further calls) is the ticket's own matter.
    Standing {
        /// The call is still to be made, or goes on.
        Open = "open",
        /// The customer answered.
        Reached = "reached",
        /// The customer refused to answer.
        Refused = "refused",
        /// The planned attempts did not reach the customer.
        Unreachable = "unreachable",
        /// The customer is not to be called: he wants no calls, cannot be called, withdrew, or the lot fell on others.
        Excluded = "excluded",
        /// Taken off the list before he was reached.
        Cancelled = "cancelled",
    }
}

/// That a ticket stands for a member of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The campaign.
    pub campaign: CampaignId,
    /// The name of the member in the list, unique there; whoever handed the list in takes members off by it.
    pub reference: String,
    /// The unit that handed the member in.
    pub handed_in_by: UnitCode,
    /// Whether anybody tried to reach the customer, or he answered by himself.
    pub called: bool,
    /// What became of it.
    pub standing: Standing,
    /// Which outcome of the plan the answered call brought.
    pub outcome: Option<OutcomeCode>,
}

impl Membership {
    /// A member who has just been put on the list.
    #[must_use]
    pub const fn new(campaign: CampaignId, reference: String, handed_in_by: UnitCode) -> Self {
        Self { campaign, reference, handed_in_by, called: false, standing: Standing::Open, outcome: None }
    }

    /// Notes what happened to the call that the ticket waits for.
    pub(crate) fn note_call(&mut self, event: &CallbackEvent) {
        if self.standing != Standing::Open {
            return;
        }
        self.called |= event.is_attempt();
        match event {
            CallbackEvent::Answered { outcome, .. } => {
                self.standing = Standing::Reached;
                self.outcome = outcome.as_ref().map(|outcome| outcome.code.clone());
            }
            // Customers who answer by themselves end the call without an attempt.
            CallbackEvent::Satisfied | CallbackEvent::Unsatisfied { .. } => {
                self.called = true;
                self.standing = Standing::Reached;
            }
            CallbackEvent::Unreachable { result: AttemptResult::Refused, .. } => self.standing = Standing::Refused,
            CallbackEvent::Unreachable { .. } => self.standing = Standing::Unreachable,
            CallbackEvent::Opened { .. }
            | CallbackEvent::Due
            | CallbackEvent::Overdue
            | CallbackEvent::Claimed { .. }
            | CallbackEvent::Released
            | CallbackEvent::Attempted { .. }
            | CallbackEvent::NumberSought { .. }
            | CallbackEvent::NumberFound { .. }
            | CallbackEvent::Reached { .. }
            | CallbackEvent::Signed { .. }
            | CallbackEvent::Confirmed { .. }
            | CallbackEvent::Reviewed { .. }
            | CallbackEvent::Dropped
            | CallbackEvent::Removed { .. } => {}
        }
    }

    /// Notes how the ticket ended without the customer having been reached.
    pub(crate) fn note_ticket(&mut self, event: &TicketEvent) {
        let to = match event {
            TicketEvent::Cancelled { .. } => Standing::Cancelled,
            TicketEvent::CustomerAnswered { .. } => Standing::Excluded,
            _ => return,
        };
        if self.standing == Standing::Open {
            self.standing = to;
        }
    }
}
