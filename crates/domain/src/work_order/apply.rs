//! What an event makes of a work order.

use crate::time::Timestamp;

use super::{WorkOrder, WorkOrderEvent, WorkOrderStage};

/// Folds one event into the work order. (`Dispatched` creates it: see the case.)
pub fn apply(order: &mut WorkOrder, event: &WorkOrderEvent, at: Timestamp) {
    match event {
        WorkOrderEvent::Dispatched { .. } => {}
        WorkOrderEvent::Received => {
            order.stage = WorkOrderStage::Received;
            order.received_at = Some(at);
        }
        WorkOrderEvent::Returned { by, .. } => {
            order.route.pop();
            order.received_at = None;
            order.return_count = order.return_count.saturating_add(1);
            order.stage = WorkOrderStage::Returned { by: by.clone() };
        }
        WorkOrderEvent::ReturnRefused { .. } => {
            if let WorkOrderStage::Returned { by } = &order.stage {
                order.route.push(by.clone());
            }
            order.finally_determined = true;
            order.stage = WorkOrderStage::Dispatched;
        }
        WorkOrderEvent::Transferred { to, .. } => {
            order.route.push(to.clone());
            order.received_at = None;
            leave_field(order);
            order.stage = WorkOrderStage::Dispatched;
        }
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
        WorkOrderEvent::Arrived => {
            order.stage = WorkOrderStage::Arrived;
            order.arrived_at = Some(at);
        }
        WorkOrderEvent::Estimated { at: estimate } => order.estimated_at = Some(*estimate),
        WorkOrderEvent::Restored => {
            order.stage = WorkOrderStage::Restored;
            order.restored_at = Some(at);
        }
        WorkOrderEvent::Contacted { .. } => {
            order.contacted_at.get_or_insert(at);
        }
        WorkOrderEvent::Replied { reply } => {
            order.reply = Some(reply.clone());
            order.replied_at = Some(at);
            order.stage = WorkOrderStage::Replied;
        }
        WorkOrderEvent::Approved => end(order, WorkOrderStage::Approved, at),
        WorkOrderEvent::RefillOrdered { .. } => send_back(order, WorkOrderStage::Refill),
        WorkOrderEvent::RedoOrdered { .. } => {
            leave_field(order);
            send_back(order, WorkOrderStage::Redo);
        }
        WorkOrderEvent::Cancelled { .. } => end(order, WorkOrderStage::Cancelled, at),
    }
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

fn send_back(order: &mut WorkOrder, stage: WorkOrderStage) {
    order.stage = stage;
    order.rework_count = order.rework_count.saturating_add(1);
    order.ended_at = None;
}
