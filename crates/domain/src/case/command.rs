//! Commands to a case.

use crate::callback::{CallbackCommand, Cause};
use crate::code::PlanCode;
use crate::id::{CallbackId, SurveyId, TicketId, WorkOrderId};
use crate::survey::SurveyCommand;
use crate::ticket::{FollowOn, TicketCommand};
use crate::work_order::WorkOrderCommand;

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To the ticket.
    Ticket(TicketCommand),
    /// To one of its work orders.
    WorkOrder(WorkOrderId, WorkOrderCommand),
    /// To one of its callbacks.
    Callback(CallbackId, CallbackCommand),
    /// To one of its surveys.
    Survey(SurveyId, SurveyCommand),
    /// Call a customer back whom the lot had left out.
    CallBack {
        /// The plan.
        plan: PlanCode,
        /// Why.
        cause: Cause,
    },
    /// The customer of a ticket that waits for this one presses.
    Press {
        /// The ticket that waits.
        ticket: TicketId,
        /// Its number.
        number: String,
        /// What the customer said.
        note: Option<String>,
    },
    /// Note the ticket that a call about this one brought about.
    LinkFollowOn(FollowOn),
    /// Heed that the customer wants no calls at all, or that he may be called again.
    HeedCalls {
        /// Whether he wants none.
        declined: bool,
    },
}
