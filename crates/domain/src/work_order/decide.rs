//! What may be done to a work order, stage by stage.

use crate::case::{Case, CaseEvent, Context};
use crate::code::{ClockCode, DefectCode, ReasonCode, UnitCode};
use crate::policy::catalogue::Handling;
use crate::policy::organisation::UnitFunction;
use crate::refusal::{Refusal, RefusalCode};

use super::{
    ExtensionRequest, Reply, ReplyOutcome, ReviewDecision, Suspension, WorkOrder, WorkOrderAction, WorkOrderCommand,
    WorkOrderEvent, WorkOrderStage, contact, extension, suspension,
};

/// What may be done besides while a unit works on it.
const WHILE_WORKING: &[WorkOrderAction] = &[
    WorkOrderAction::RequestSuspension,
    WorkOrderAction::ApproveSuspension,
    WorkOrderAction::RefuseSuspension,
    WorkOrderAction::Resume,
    WorkOrderAction::AwaitCustomer,
    WorkOrderAction::CustomerReady,
    WorkOrderAction::RequestExtension,
    WorkOrderAction::ApproveExtension,
    WorkOrderAction::RefuseExtension,
];

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
    let explains = action == A::Explain && !stage.is_end();
    if open.contains(&action) || explains || (stage.is_worked_on() && WHILE_WORKING.contains(&action)) {
        Ok(())
    } else {
        Err(RefusalCode::WrongStage)
    }
}

/// Whether the action is open to this work order of the case as it stands. While the ticket waits for its main ticket nothing
/// is done to its work orders (闭锁); what was late can be explained all the same.
pub fn is_open(case: &Case, order: &WorkOrder, action: WorkOrderAction) -> Result<(), RefusalCode> {
    use WorkOrderAction as A;
    if case.ticket.waits_for_main() && action != A::Explain {
        return Err(RefusalCode::Merged);
    }
    gate(&order.stage, action)?;
    let suspension = order.suspension.as_ref();
    let in_force = suspension.is_some_and(Suspension::in_force);
    let nothing = match action {
        A::RequestSuspension if suspension.is_some() => return Err(RefusalCode::AlreadyRequested),
        A::RequestExtension if order.extension.is_some() => return Err(RefusalCode::AlreadyRequested),
        A::AwaitCustomer if order.awaiting_customer_since.is_some() => return Err(RefusalCode::AlreadyRequested),
        A::ApproveSuspension | A::RefuseSuspension => suspension.is_none() || in_force,
        A::Resume => !in_force,
        A::CustomerReady => order.awaiting_customer_since.is_none(),
        A::ApproveExtension | A::RefuseExtension => order.extension.is_none(),
        _ => false,
    };
    if nothing { Err(RefusalCode::NothingRequested) } else { Ok(()) }
}

/// What the command brings about, or why not.
///
/// # Errors
/// The refusal names the rule; the work order is untouched.
pub fn decide(
    case: &Case,
    order: &WorkOrder,
    command: &WorkOrderCommand,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    is_open(case, order, command.action())?;
    let event = match command {
        WorkOrderCommand::Receive => WorkOrderEvent::Received,
        WorkOrderCommand::Return { reason, note } => return_up(order, reason, note.as_deref(), context)?,
        WorkOrderCommand::RefuseReturn { reason } => WorkOrderEvent::ReturnRefused { reason: reason.clone() },
        WorkOrderCommand::Transfer { to, reason } => transfer(order, to, reason, context)?,
        WorkOrderCommand::Assign { crew } => assign(order, crew, context)?,
        WorkOrderCommand::CrewAccept => WorkOrderEvent::CrewAccepted,
        WorkOrderCommand::Depart => WorkOrderEvent::Departed,
        WorkOrderCommand::Arrive { position } => WorkOrderEvent::Arrived { position: *position },
        WorkOrderCommand::Estimate { at } if *at <= context.now => {
            return Err(Refusal::new(RefusalCode::EstimateInPast).with("at", at));
        }
        WorkOrderCommand::Estimate { at } => WorkOrderEvent::Estimated { at: *at },
        WorkOrderCommand::Restore => WorkOrderEvent::Restored,
        WorkOrderCommand::Contact { note, next_reply_at, answered } => {
            contact::decide(case, order, note, (*next_reply_at, *answered), context)?
        }
        WorkOrderCommand::Reply(reply) => self::reply(case, order, reply, context)?,
        WorkOrderCommand::Review(decision) => review(decision, context)?,
        WorkOrderCommand::Cancel { .. } if order.lead => return Err(RefusalCode::LeadOrder.into()),
        WorkOrderCommand::Cancel { reason } => WorkOrderEvent::Cancelled { reason: reason.clone() },
        WorkOrderCommand::RequestSuspension { reason, until, by } => {
            suspension::request(case, reason, *until, *by, context)?
        }
        WorkOrderCommand::ApproveSuspension { by } => suspension::approve(case, order, *by, context)?,
        WorkOrderCommand::RefuseSuspension { reason } => WorkOrderEvent::SuspensionRefused { reason: reason.clone() },
        WorkOrderCommand::Resume => WorkOrderEvent::Resumed { at: context.now },
        WorkOrderCommand::AwaitCustomer { note } => WorkOrderEvent::CustomerAwaited { note: note.clone() },
        WorkOrderCommand::CustomerReady => WorkOrderEvent::CustomerReady,
        WorkOrderCommand::RequestExtension { clock, by, reason, requested_by } => {
            let request = ExtensionRequest {
                clock: clock.clone(),
                by: *by,
                reason: reason.clone(),
                requested_at: context.now,
                requested_by: *requested_by,
            };
            extension::request(case, order, request, context)?
        }
        WorkOrderCommand::ApproveExtension { approved_by } => extension::approve(case, order, *approved_by, context)?,
        WorkOrderCommand::RefuseExtension { reason } => WorkOrderEvent::ExtensionRefused { reason: reason.clone() },
        WorkOrderCommand::Explain { clock, text } => explanation(case, order, clock, text, context)?,
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

fn reply(case: &Case, order: &WorkOrder, reply: &Reply, context: &Context<'_>) -> Result<WorkOrderEvent, Refusal> {
    let resolved = reply.outcome == ReplyOutcome::Resolved;
    let must_restore = context.rules.handling == Handling::Field && order.lead && resolved;
    if must_restore && order.restored_at.is_none() {
        return Err(RefusalCode::NotRestored.into());
    }
    let must_contact = context.rules.contact_required && order.lead && case.ticket.demand.may_be_contacted();
    if must_contact && order.contacted_at.is_none() {
        return Err(RefusalCode::ContactRequired.into());
    }
    if let Some(missing) = reply.missing(&context.rules.reply_requires) {
        return Err(Refusal::new(RefusalCode::ReplyIncomplete).with("missing", missing));
    }
    match case.unexplained(order.id, context).next() {
        Some(clock) => Err(Refusal::new(RefusalCode::ExplanationRequired).with("clock", &clock.code)),
        None => Ok(WorkOrderEvent::Replied { reply: reply.clone() }),
    }
}

fn explanation(
    case: &Case,
    order: &WorkOrder,
    clock: &ClockCode,
    text: &str,
    context: &Context<'_>,
) -> Result<WorkOrderEvent, Refusal> {
    let missed = case.clocks_of(order.id).any(|own| own.code == *clock && own.is_late(context.now));
    if missed {
        Ok(WorkOrderEvent::Explained { clock: clock.clone(), text: text.to_owned() })
    } else {
        Err(Refusal::new(RefusalCode::NoSuchClock).with("clock", clock))
    }
}

fn review(decision: &ReviewDecision, context: &Context<'_>) -> Result<WorkOrderEvent, Refusal> {
    match decision {
        ReviewDecision::Approve => Ok(WorkOrderEvent::Approved),
        ReviewDecision::Refill { reason, defect } => {
            let (reason, defect) = (reason.clone(), known(defect.as_ref(), context)?);
            Ok(WorkOrderEvent::RefillOrdered { reason, defect })
        }
        ReviewDecision::Redo { reason, defect } => {
            let (reason, defect) = (reason.clone(), known(defect.as_ref(), context)?);
            Ok(WorkOrderEvent::RedoOrdered { reason, defect })
        }
    }
}

/// A defect of the policy's list.
fn known(defect: Option<&DefectCode>, context: &Context<'_>) -> Result<Option<DefectCode>, Refusal> {
    match defect {
        Some(code) if context.policy.defect(code).is_none() => {
            Err(Refusal::new(RefusalCode::UnknownReason).with("reason", code))
        }
        other => Ok(other.cloned()),
    }
}
