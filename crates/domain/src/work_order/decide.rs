//! What may be done to a work order, stage by stage.

use crate::case::{CaseEvent, Context};
use crate::code::{ReasonCode, UnitCode};
use crate::policy::catalogue::Handling;
use crate::policy::organisation::UnitFunction;
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::Ticket;

use super::{
    Reply, ReplyOutcome, ReviewDecision, WorkOrder, WorkOrderAction, WorkOrderCommand, WorkOrderEvent, WorkOrderStage,
};

/// Whether the action is open at all in this stage. Data of the command is looked at by [`decide`].
pub fn gate(stage: &WorkOrderStage, action: WorkOrderAction) -> Result<(), RefusalCode> {
    use WorkOrderAction as A;
    let open: &[WorkOrderAction] = match stage {
        WorkOrderStage::Dispatched => &[A::Receive, A::Return, A::Transfer, A::Cancel],
        WorkOrderStage::Returned { .. } => &[A::RefuseReturn, A::Return, A::Transfer, A::Cancel],
        WorkOrderStage::Received | WorkOrderStage::Redo => {
            &[A::Return, A::Transfer, A::Assign, A::Contact, A::Reply, A::Cancel]
        }
        WorkOrderStage::Assigned => {
            &[A::Transfer, A::Assign, A::CrewAccept, A::Estimate, A::Contact, A::Reply, A::Cancel]
        }
        WorkOrderStage::CrewAccepted => {
            &[A::Transfer, A::Assign, A::Depart, A::Arrive, A::Estimate, A::Contact, A::Reply, A::Cancel]
        }
        WorkOrderStage::EnRoute => &[A::Transfer, A::Assign, A::Arrive, A::Estimate, A::Contact, A::Reply, A::Cancel],
        WorkOrderStage::Arrived => &[A::Transfer, A::Assign, A::Estimate, A::Restore, A::Contact, A::Reply, A::Cancel],
        WorkOrderStage::Restored => &[A::Contact, A::Reply],
        WorkOrderStage::Replied => &[A::Review],
        WorkOrderStage::Refill => &[A::Contact, A::Reply],
        WorkOrderStage::Approved | WorkOrderStage::Cancelled => &[],
    };
    if open.contains(&action) { Ok(()) } else { Err(RefusalCode::WrongStage) }
}

/// What the command brings about, or why not.
///
/// # Errors
/// The refusal names the rule; the work order is untouched.
pub fn decide(
    ticket: &Ticket,
    order: &WorkOrder,
    command: &WorkOrderCommand,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    gate(&order.stage, command.action())?;
    let event = match command {
        WorkOrderCommand::Receive => WorkOrderEvent::Received,
        WorkOrderCommand::Return { reason, note } => return_up(order, reason, note.as_deref(), context)?,
        WorkOrderCommand::RefuseReturn { reason } => WorkOrderEvent::ReturnRefused { reason: reason.clone() },
        WorkOrderCommand::Transfer { to, reason } => transfer(order, to, reason, context)?,
        WorkOrderCommand::Assign { crew } => assign(order, crew, context)?,
        WorkOrderCommand::CrewAccept => WorkOrderEvent::CrewAccepted,
        WorkOrderCommand::Depart => WorkOrderEvent::Departed,
        WorkOrderCommand::Arrive => WorkOrderEvent::Arrived,
        WorkOrderCommand::Estimate { at } if *at <= context.now => {
            return Err(Refusal::new(RefusalCode::EstimateInPast).with("at", at));
        }
        WorkOrderCommand::Estimate { at } => WorkOrderEvent::Estimated { at: *at },
        WorkOrderCommand::Restore => WorkOrderEvent::Restored,
        WorkOrderCommand::Contact { note } => WorkOrderEvent::Contacted { note: note.clone() },
        WorkOrderCommand::Reply(reply) => self::reply(ticket, order, reply, context)?,
        WorkOrderCommand::Review(decision) => review(decision),
        WorkOrderCommand::Cancel { .. } if order.lead => return Err(RefusalCode::LeadOrder.into()),
        WorkOrderCommand::Cancel { reason } => WorkOrderEvent::Cancelled { reason: reason.clone() },
    };
    Ok(vec![event.of(order.id)])
}

fn return_up(
    order: &WorkOrder,
    reason: &ReasonCode,
    note: Option<&str>,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    if order.finally_determined {
        return Err(RefusalCode::FinallyDetermined.into());
    }
    if order.return_count >= context.rules.returns_max {
        return Err(Refusal::new(RefusalCode::ReturnsExhausted).with("limit", context.rules.returns_max));
    }
    if context.policy.return_reason(reason).is_none() {
        return Err(Refusal::new(RefusalCode::UnknownReason).with("reason", reason));
    }
    match order.route.as_slice() {
        [_, .., by] => {
            Ok(WorkOrderEvent::Returned { by: by.clone(), reason: reason.clone(), note: note.map(str::to_owned) })
        }
        // Already with the unit that dispatched it: there is no step further up.
        _ => Err(RefusalCode::WrongStage.into()),
    }
}

fn transfer(order: &WorkOrder, to: &UnitCode, reason: &str, context: &Context<'_>) -> Result<WorkOrderEvent, Refusal> {
    let handles = context.organisation.handles_work_orders(to);
    let Some(from) = order.holder().filter(|_| handles) else {
        return Err(Refusal::new(RefusalCode::NoUnit).with("unit", to));
    };
    if from == to {
        return Err(Refusal::new(RefusalCode::SameUnit).with("unit", to));
    }
    Ok(WorkOrderEvent::Transferred { from: from.clone(), to: to.clone(), reason: reason.to_owned() })
}

fn assign(order: &WorkOrder, crew: &UnitCode, context: &Context<'_>) -> Result<WorkOrderEvent, Refusal> {
    let is_crew = context.organisation.unit(crew).is_some_and(|unit| unit.function == UnitFunction::Crew);
    let below = order.holder().is_some_and(|holder| context.organisation.is_below(crew, holder));
    if is_crew && below {
        Ok(WorkOrderEvent::CrewAssigned { crew: crew.clone() })
    } else {
        Err(Refusal::new(RefusalCode::NotACrew).with("unit", crew))
    }
}

fn reply(ticket: &Ticket, order: &WorkOrder, reply: &Reply, context: &Context<'_>) -> Result<WorkOrderEvent, Refusal> {
    let resolved = reply.outcome == ReplyOutcome::Resolved;
    let must_restore = context.rules.handling == Handling::Field && order.lead && resolved;
    if must_restore && order.restored_at.is_none() {
        return Err(RefusalCode::NotRestored.into());
    }
    let must_contact = context.rules.contact_required && order.lead && ticket.demand.may_be_contacted();
    if must_contact && order.contacted_at.is_none() {
        return Err(RefusalCode::ContactRequired.into());
    }
    Ok(WorkOrderEvent::Replied { reply: reply.clone() })
}

fn review(decision: &ReviewDecision) -> WorkOrderEvent {
    match decision {
        ReviewDecision::Approve => WorkOrderEvent::Approved,
        ReviewDecision::Refill { reason } => WorkOrderEvent::RefillOrdered { reason: reason.clone() },
        ReviewDecision::Redo { reason } => WorkOrderEvent::RedoOrdered { reason: reason.clone() },
    }
}
