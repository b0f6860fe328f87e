//! Heeding that a customer wants no calls (请勿再致电).

use crate::id::CallbackId;
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::{Answer, TicketEvent, TicketStage};

use super::aftercare::dropped;
use super::{Case, CaseEvent};

impl Case {
    /// What follows for this ticket when its customer wants no calls at all, or may be called again.
    ///
    /// # Errors
    /// [`RefusalCode::NothingChanges`] when the ticket knows already.
    pub(super) fn heed_calls(&self, declined: bool) -> Result<Vec<CaseEvent>, Refusal> {
        if self.ticket.demand.never_call == declined {
            return Err(RefusalCode::NothingChanges.into());
        }
        if !declined {
            return Ok(vec![TicketEvent::CallsAllowed.into()]);
        }
        let told = TicketEvent::CallsDeclined { ever: true }.into();
        Ok(std::iter::once(told).chain(self.calls_given_up(None)).collect())
    }

    /// Drops the calls that nobody has made yet, but the one in which the customer says so. The ticket waits for none of them:
    /// it is answered as one whose customer declined to be called, which is counted apart from those out of reach.
    pub(crate) fn calls_given_up(&self, but: Option<CallbackId>) -> Vec<CaseEvent> {
        let aftercare = self.aftercare.iter().map(|care| &care.callback);
        let mut events: Vec<CaseEvent> = aftercare
            .filter(|callback| Some(callback.id) != but && callback.stage.is_asking())
            .flat_map(dropped)
            .collect();
        let closing = self.callback.as_ref().filter(|callback| Some(callback.id) != but && callback.stage.is_asking());
        if let Some(closing) = closing {
            events.extend(dropped(closing));
            if self.ticket.stage == TicketStage::CallbackDue {
                events.push(TicketEvent::CustomerAnswered { how: Answer::Declined }.into());
            }
        }
        events
    }
}
