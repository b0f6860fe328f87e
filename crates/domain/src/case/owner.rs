//! Who must act next. Every waiting stage has an owner; a case without one would wait for ever.

use crate::callback::CallbackStage;
use crate::code::UnitCode;
use crate::permission::Permission;
use crate::ticket::{TicketAction, TicketStage};
use crate::work_order::{WorkOrderAction, WorkOrderStage};

use super::Case;

/// A unit that must act, and the permission its people need for it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Owner {
    /// The unit.
    pub unit: UnitCode,
    /// What somebody there must be allowed to do.
    pub permission: Permission,
}

/// Who must act next; empty only for a case that has ended.
#[must_use]
pub fn owners(case: &Case) -> Vec<Owner> {
    let at_centre = |permission| vec![Owner { unit: case.ticket.accept_unit.clone(), permission }];
    match case.ticket.stage {
        TicketStage::Draft => at_centre(TicketAction::Accept.permission()),
        TicketStage::PendingDispatch => at_centre(TicketAction::Dispatch.permission()),
        TicketStage::Handling if case.ticket.waits_for_main() => {
            let main = case.ticket.merged.as_ref().and_then(|merged| merged.unit.clone());
            let unit = main.unwrap_or_else(|| case.ticket.accept_unit.clone());
            vec![Owner { unit, permission: WorkOrderAction::Reply.permission() }]
        }
        TicketStage::Handling => case.work_orders.iter().filter_map(order_owner).collect(),
        TicketStage::CallbackDue => match case.callback.as_ref().map(|callback| callback.stage) {
            Some(
                CallbackStage::Scheduled | CallbackStage::Due | CallbackStage::Searching | CallbackStage::Answered,
            ) => at_centre(Permission::CallbackAttempt),
            _ => Vec::new(),
        },
        TicketStage::FinalAnswerDue => at_centre(TicketAction::FinalAnswer.permission()),
        TicketStage::Answered { .. } => at_centre(TicketAction::Archive.permission()),
        TicketStage::Archived { .. } | TicketStage::ClosedOnSpot | TicketStage::Cancelled => Vec::new(),
    }
}

fn order_owner(order: &crate::work_order::WorkOrder) -> Option<Owner> {
    let holder = order.holder()?.clone();
    let crew = order.crew.clone().unwrap_or_else(|| holder.clone());
    let (unit, permission) = match order.stage {
        WorkOrderStage::Dispatched => (holder, WorkOrderAction::Receive.permission()),
        WorkOrderStage::Returned { .. } => (holder, Permission::WorkOrderDecideReturn),
        WorkOrderStage::Received | WorkOrderStage::Redo | WorkOrderStage::Refill => {
            (holder, WorkOrderAction::Reply.permission())
        }
        WorkOrderStage::Assigned | WorkOrderStage::CrewAccepted | WorkOrderStage::EnRoute | WorkOrderStage::Arrived => {
            (crew, Permission::WorkOrderField)
        }
        WorkOrderStage::Restored => (crew, WorkOrderAction::Reply.permission()),
        WorkOrderStage::Replied => (holder, WorkOrderAction::Review.permission()),
        WorkOrderStage::Approved | WorkOrderStage::Cancelled => return None,
    };
    Some(Owner { unit, permission })
}
