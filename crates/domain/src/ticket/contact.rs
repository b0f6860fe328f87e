//! The customer gets in touch again: nothing he says goes nowhere.

use serde::{Deserialize, Serialize};

use crate::case::{Case, CaseEvent, Context};
use crate::code::ChannelCode;
use crate::id::{CallId, WorkOrderId};
use crate::policy::catalogue::ReopenOnContact;
use crate::refusal::{Refusal, RefusalCode};
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::{Ticket, TicketEvent, TicketStage};

const DAY_SECONDS: i64 = 86_400;

/// A contact by the customer about a ticket that is there already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerContact {
    /// How he got in touch.
    pub channel: ChannelCode,
    /// What he said.
    pub text: String,
    /// The call.
    pub call: Option<CallId>,
}

/// Records the contact. When the matter is closed and the window is open, reopening is offered, or happens, as the policy
/// says.
pub(super) fn decide(case: &Case, contact: &CustomerContact, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    if context.policy.channel(&contact.channel).is_none() {
        return Err(Refusal::new(RefusalCode::NotInPlan).with("channel", &contact.channel));
    }
    let reopening = context.rules.reopen_on_contact;
    let offered_until = reopen_until(&case.ticket, context.rules.reopen_days, context.now)
        .filter(|until| context.now <= *until && reopening != ReopenOnContact::Never);
    let recorded = TicketEvent::CustomerContact { contact: contact.clone(), offered_until };
    let mut events = vec![recorded.into()];
    if offered_until.is_some() && reopening == ReopenOnContact::Automatic {
        events.extend(reopen(case, "customer_contact", context)?);
    }
    Ok(events)
}

/// Until when an answered or closed ticket may be opened again; none while it is handled, and when it was cancelled. For
/// one that is answered the days have not begun yet: they count from its archive.
#[must_use]
pub fn reopen_until(ticket: &Ticket, reopen_days: u16, now: Timestamp) -> Option<Timestamp> {
    let from = match ticket.stage {
        TicketStage::Answered { .. } => Some(now),
        TicketStage::Archived { .. } | TicketStage::ClosedOnSpot => ticket.ended_at,
        TicketStage::Draft
        | TicketStage::PendingDispatch
        | TicketStage::Handling
        | TicketStage::CallbackDue
        | TicketStage::FinalAnswerDue
        | TicketStage::Cancelled => None,
    };
    from.map(|from| from.plus_seconds(i64::from(reopen_days) * DAY_SECONDS))
}

/// Opens an answered or closed ticket again.
pub(super) fn reopen(case: &Case, reason: &str, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let days = context.rules.reopen_days;
    if reopen_until(&case.ticket, days, context.now).is_none_or(|until| context.now > until) {
        return Err(Refusal::new(RefusalCode::ReopenWindowClosed).with("days", days));
    }
    let lead: Option<WorkOrderId> = case.lead().map(|order| order.id);
    let mut events = vec![TicketEvent::Reopened { reason: reason.to_owned(), redo: lead.is_some() }.into()];
    events.extend(lead.map(|id| WorkOrderEvent::RedoOrdered { reason: reason.to_owned(), defect: None }.of(id)));
    Ok(events)
}
