//! What may be done to a ticket, stage by stage.

use crate::case::{Case, CaseEvent, Context};
use crate::id::WorkOrderId;
use crate::policy::catalogue::Handling;
use crate::refusal::{Refusal, RefusalCode};
use crate::work_order::WorkOrderEvent;

use super::{Answer, Classification, OrderPlan, TicketAction, TicketCommand, TicketEvent, TicketStage};

/// Whether the action is open at all in this stage. Data of the command is looked at by [`decide`].
pub fn gate(stage: TicketStage, action: TicketAction) -> Result<(), RefusalCode> {
    use TicketAction as A;
    use TicketStage as S;
    match (stage, action) {
        (S::Draft, A::Accept | A::Answer | A::Note | A::Cancel | A::Reclassify) => Ok(()),
        (S::Draft, A::Dispatch | A::Urge | A::Withdraw | A::Reopen | A::Mark) => Err(RefusalCode::WrongStage),
        (
            S::PendingDispatch,
            A::Answer | A::Dispatch | A::Urge | A::Note | A::Withdraw | A::Cancel | A::Reclassify | A::Mark,
        ) => Ok(()),
        (S::PendingDispatch, A::Accept | A::Reopen) => Err(RefusalCode::WrongStage),
        (S::Handling, A::Dispatch | A::Urge | A::Note | A::Withdraw | A::Reclassify | A::Mark) => Ok(()),
        (S::Handling, A::Accept | A::Answer | A::Cancel | A::Reopen) => Err(RefusalCode::WrongStage),
        (S::CallbackDue, A::Urge | A::Note | A::Withdraw | A::Mark) => Ok(()),
        (S::CallbackDue, A::Accept | A::Answer | A::Dispatch | A::Cancel | A::Reopen | A::Reclassify) => {
            Err(RefusalCode::WrongStage)
        }
        (S::Draft | S::PendingDispatch | S::Handling | S::CallbackDue, A::Archive) => Err(RefusalCode::ReplyRequired),
        (S::Answered { .. }, A::Archive | A::Note | A::Mark) => Ok(()),
        (
            S::Answered { .. },
            A::Accept | A::Answer | A::Dispatch | A::Urge | A::Withdraw | A::Cancel | A::Reopen | A::Reclassify,
        ) => Err(RefusalCode::WrongStage),
        (S::Archived { .. } | S::ClosedOnSpot, A::Reopen | A::Note | A::Mark) => Ok(()),
        (
            S::Archived { .. } | S::ClosedOnSpot,
            A::Accept | A::Answer | A::Dispatch | A::Urge | A::Withdraw | A::Cancel | A::Archive | A::Reclassify,
        ) => Err(RefusalCode::WrongStage),
        (S::Cancelled, A::Note) => Ok(()),
        (
            S::Cancelled,
            A::Accept
            | A::Answer
            | A::Dispatch
            | A::Urge
            | A::Withdraw
            | A::Cancel
            | A::Archive
            | A::Reopen
            | A::Reclassify
            | A::Mark,
        ) => Err(RefusalCode::WrongStage),
    }
}

/// What the command brings about, or why not.
///
/// # Errors
/// The refusal names the rule; the case is untouched.
pub fn decide(case: &Case, command: &TicketCommand, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    gate(case.ticket.stage, command.action())?;
    match command {
        TicketCommand::Accept => Ok(vec![TicketEvent::Accepted.into()]),
        TicketCommand::Answer { text } => answer(text, context),
        TicketCommand::Dispatch { orders, route } => {
            check_plans(case, orders, context)?;
            let mut events = vec![TicketEvent::Dispatched { route: route.clone() }.into()];
            events.extend(
                orders
                    .iter()
                    .map(|plan| WorkOrderEvent::Dispatched { unit: plan.unit.clone(), lead: plan.lead }.of(plan.id)),
            );
            Ok(events)
        }
        TicketCommand::Urge { note } => Ok(vec![TicketEvent::Urged { note: note.clone() }.into()]),
        TicketCommand::Note { text } => Ok(vec![TicketEvent::Noted { text: text.clone() }.into()]),
        TicketCommand::Withdraw { proof } => withdraw(case, proof),
        TicketCommand::Cancel { reason } => Ok(vec![TicketEvent::Cancelled { reason: reason.clone() }.into()]),
        TicketCommand::Archive => Ok(vec![TicketEvent::Archived.into()]),
        TicketCommand::Reopen { reason } => reopen(case, reason, context),
        TicketCommand::Reclassify { to, reason } => reclassify(case, to, reason, context),
        TicketCommand::Mark { mark, at } => {
            if context.policy.mark(mark).is_none() {
                return Err(Refusal::new(RefusalCode::NotInPlan).with("mark", mark));
            }
            Ok(vec![TicketEvent::Marked { mark: mark.clone(), at: at.unwrap_or(context.now) }.into()])
        }
    }
}

fn answer(text: &str, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    if context.rules.answer_on_spot {
        Ok(vec![TicketEvent::AnsweredOnSpot { text: text.to_owned() }.into()])
    } else {
        Err(RefusalCode::NotOnTheSpot.into())
    }
}

fn check_plans(case: &Case, orders: &[OrderPlan], context: &Context<'_>) -> Result<(), Refusal> {
    if context.rules.handling == Handling::None {
        return Err(RefusalCode::NothingToDispatch.into());
    }
    let has_lead = case.work_orders.iter().any(|order| order.lead);
    let new_leads = orders.iter().filter(|plan| plan.lead).count();
    if orders.is_empty() || usize::from(has_lead) + new_leads != 1 {
        return Err(RefusalCode::LeadRequired.into());
    }
    for plan in orders {
        if !context.organisation.handles_work_orders(&plan.unit) {
            return Err(Refusal::new(RefusalCode::NoUnit).with("unit", &plan.unit));
        }
    }
    Ok(())
}

fn withdraw(case: &Case, proof: &str) -> Result<Vec<CaseEvent>, Refusal> {
    if case.ticket.withdrawn_at.is_some() {
        return Err(RefusalCode::AlreadyWithdrawn.into());
    }
    let mut events = vec![TicketEvent::Withdrawn { proof: proof.to_owned() }.into()];
    // Work that is out is still replied to (撤诉 leaves a substantiated defect as it is); nothing else is waited for.
    if case.ticket.stage != TicketStage::Handling {
        events.extend(case.drop_callback());
        events.push(TicketEvent::CustomerAnswered { how: Answer::Withdrawn }.into());
    }
    Ok(events)
}

fn reopen(case: &Case, reason: &str, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    let days = i64::from(context.rules.reopen_days);
    let open_until = case.ticket.ended_at.map(|ended| ended.plus_seconds(days * 86_400));
    if open_until.is_none_or(|until| context.now > until) {
        return Err(Refusal::new(RefusalCode::ReopenWindowClosed).with("days", days));
    }
    let lead: Option<WorkOrderId> = case.lead().map(|order| order.id);
    let mut events = vec![TicketEvent::Reopened { reason: reason.to_owned(), redo: lead.is_some() }.into()];
    events.extend(lead.map(|id| WorkOrderEvent::RedoOrdered { reason: reason.to_owned() }.of(id)));
    Ok(events)
}

fn reclassify(
    case: &Case,
    to: &Classification,
    reason: &str,
    context: &Context<'_>,
) -> Result<Vec<CaseEvent>, Refusal> {
    let from = Classification::of(&case.ticket.demand);
    if from == *to {
        return Err(RefusalCode::NothingChanges.into());
    }
    // Work orders that are out must have been possible under the new type too.
    let rules = context.policy.rules_for(&to.kind, to.service_type.as_ref());
    let sent_out = !case.work_orders.is_empty();
    if sent_out && rules.is_none_or(|rules| rules.handling == Handling::None) {
        return Err(RefusalCode::NothingToDispatch.into());
    }
    Ok(vec![TicketEvent::Reclassified { from, to: to.clone(), reason: reason.to_owned() }.into()])
}
