//! What an event makes of a work order.

use crate::code::UnitCode;
use crate::time::Timestamp;

use super::{Correction, ExtensionRequest, Reply, Suspension, WorkOrder, WorkOrderEvent, WorkOrderStage};

/// Folds one event into the work order. (`Dispatched` creates it: see the case.)
pub fn apply(order: &mut WorkOrder, event: &WorkOrderEvent, at: Timestamp) {
    match event {
        WorkOrderEvent::Dispatched { .. } => {}
        WorkOrderEvent::Received => {
            order.stage = WorkOrderStage::Received;
            order.received_at = Some(at);
        }
        WorkOrderEvent::Returned { by, .. } => go_back(order, by),
        WorkOrderEvent::ReturnRefused { .. } => come_again(order),
        WorkOrderEvent::Transferred { to, .. } => move_on(order, to),
        WorkOrderEvent::CrewAssigned { crew } => {
            leave_field(order);
            order.crew = Some(crew.clone());
            order.stage = WorkOrderStage::Assigned;
        }
        WorkOrderEvent::CrewAccepted => order.stage = WorkOrderStage::CrewAccepted,
        WorkOrderEvent::Departed => {
            order.stage = WorkOrderStage::EnRoute;
            order.departed_at = Some(at);
        }
        WorkOrderEvent::Arrived { .. } => {
            order.stage = WorkOrderStage::Arrived;
            order.arrived_at = Some(at);
            order.visited = true;
        }
        WorkOrderEvent::Estimated { at: estimate } => order.estimated_at = Some(*estimate),
        WorkOrderEvent::Restored => {
            order.stage = WorkOrderStage::Restored;
            order.restored_at = Some(at);
        }
        WorkOrderEvent::Contacted { next_reply_at, .. } => {
            order.contacted_at.get_or_insert(at);
            order.next_reply_at = *next_reply_at;
        }
        WorkOrderEvent::Replied { reply } => replied(order, reply, at),
        WorkOrderEvent::Approved => end(order, WorkOrderStage::Approved, at),
        WorkOrderEvent::RefillOrdered { reason, defect } => {
            send_back(order, WorkOrderStage::Refill, Correction::ordered(reason, defect.as_ref(), at));
        }
        WorkOrderEvent::RedoOrdered { reason, defect } => {
            leave_field(order);
            send_back(order, WorkOrderStage::Redo, Correction::ordered(reason, defect.as_ref(), at));
        }
        WorkOrderEvent::Cancelled { .. } => end(order, WorkOrderStage::Cancelled, at),
        WorkOrderEvent::SuspensionRequested { reason, until, by } => {
            order.suspension = Some(Suspension::asked_for(reason.clone(), *until, *by, at));
        }
        WorkOrderEvent::Suspended { by, .. } => {
            order.suspension = order.suspension.take().map(|asked| asked.approved(*by, at));
            order.suspension_count = order.suspension_count.saturating_add(1);
        }
        WorkOrderEvent::SuspensionRefused { .. } | WorkOrderEvent::Resumed { .. } => order.suspension = None,
        WorkOrderEvent::CustomerAwaited { .. } => order.awaiting_customer_since = Some(at),
        WorkOrderEvent::CustomerReady => order.awaiting_customer_since = None,
        WorkOrderEvent::ExtensionRequested { clock, by, reason, requested_by } => {
            let (clock, reason) = (clock.clone(), reason.clone());
            let request = ExtensionRequest { clock, by: *by, reason, requested_at: at, requested_by: *requested_by };
            order.extension = Some(request);
        }
        WorkOrderEvent::Extended { .. } => {
            order.extension = None;
            order.extension_count = order.extension_count.saturating_add(1);
        }
        WorkOrderEvent::ExtensionRefused { .. } => order.extension = None,
        WorkOrderEvent::Explained { .. } => {}
    }
    stand_no_longer_still(order);
    note_handled(order, event);
}

/// A unit that signed for it and sent it on has handled nothing.
fn note_handled(order: &mut WorkOrder, event: &WorkOrderEvent) {
    if event.is_handling() && *event != WorkOrderEvent::Received {
        order.handled_by.extend(order.route.last().into_iter().chain(&order.crew).cloned());
    }
}

fn replied(order: &mut WorkOrder, reply: &Reply, at: Timestamp) {
    order.reply = Some(reply.clone());
    order.replied_at = Some(at);
    order.next_reply_at = None;
    if let Some(correction) = &mut order.correction {
        correction.resubmitted_at.get_or_insert(at);
    }
    order.stage = WorkOrderStage::Replied;
}

fn go_back(order: &mut WorkOrder, by: &UnitCode) {
    order.route.pop();
    order.received_at = None;
    order.return_count = order.return_count.saturating_add(1);
    order.stage = WorkOrderStage::Returned { by: by.clone() };
}

fn come_again(order: &mut WorkOrder) {
    if let WorkOrderStage::Returned { by } = &order.stage {
        order.route.push(by.clone());
    }
    order.finally_determined = true;
    order.stage = WorkOrderStage::Dispatched;
}

fn move_on(order: &mut WorkOrder, to: &UnitCode) {
    order.route.push(to.clone());
    order.received_at = None;
    leave_field(order);
    order.stage = WorkOrderStage::Dispatched;
}

/// What was asked for while a unit worked on it ends with that work.
fn stand_no_longer_still(order: &mut WorkOrder) {
    if order.stage.is_worked_on() {
        return;
    }
    order.suspension = None;
    order.awaiting_customer_since = None;
    order.extension = None;
}

fn end(order: &mut WorkOrder, stage: WorkOrderStage, at: Timestamp) {
    order.stage = stage;
    order.ended_at = Some(at);
}

/// What one crew did in the field says nothing about the next, nor about work that must be done again.
fn leave_field(order: &mut WorkOrder) {
    order.crew = None;
    order.departed_at = None;
    order.arrived_at = None;
    order.estimated_at = None;
    order.restored_at = None;
}

fn send_back(order: &mut WorkOrder, stage: WorkOrderStage, correction: Correction) {
    order.stage = stage;
    order.correction = Some(correction);
    order.rework_count = order.rework_count.saturating_add(1);
    order.ended_at = None;
}
