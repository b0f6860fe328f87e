//! Commands to a case.

use crate::callback::Attempt;
use crate::id::WorkOrderId;
use crate::ticket::TicketCommand;
use crate::work_order::WorkOrderCommand;

/// What somebody wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// To the ticket.
    Ticket(TicketCommand),
    /// To one of its work orders.
    WorkOrder(WorkOrderId, WorkOrderCommand),
    /// To its callback.
    Attempt(Attempt),
}
