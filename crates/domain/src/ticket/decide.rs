//! What may be done to a ticket, stage by stage.

use crate::case::{Case, CaseEvent, Context};
use crate::code::KindCode;
use crate::policy::catalogue::Handling;
use crate::refusal::{Refusal, RefusalCode};
use crate::work_order::WorkOrderEvent;

use super::{
    Classification, OrderPlan, Ticket, TicketAction, TicketCommand, TicketEvent, TicketStage, contact, final_answer,
    gate, help, merge, risk, script, verdict, withdrawal,
};

/// Whether the action is open to this ticket as it stands.
///
/// # Errors
/// The rule that closes it.
pub fn is_open(ticket: &Ticket, action: TicketAction) -> Result<(), RefusalCode> {
    merge::leaves_open(ticket, action)?;
    help::leaves_open(ticket, action)?;
    // Who stands on a list may be taken off it as long as the call is all there is.
    let taken_off =
        action == TicketAction::Cancel && ticket.is_only_called() && ticket.stage == TicketStage::CallbackDue;
    if taken_off { Ok(()) } else { gate(ticket.stage, action) }
}

/// What the command brings about, or why not.
///
/// # Errors
/// The refusal names the rule; the case is untouched.
pub fn decide(case: &Case, command: &TicketCommand, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    is_open(&case.ticket, command.action())?;
    match command {
        TicketCommand::Accept => Ok(vec![TicketEvent::Accepted.into()]),
        TicketCommand::Answer { text, refused } => answer(text, refused.as_ref(), context),
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
        TicketCommand::Urge { note } => {
            let passed_on = case.ticket.waits_for_main();
            Ok(vec![TicketEvent::Urged { note: note.clone(), passed_on }.into()])
        }
        TicketCommand::Note { text } => Ok(vec![TicketEvent::Noted { text: text.clone() }.into()]),
        TicketCommand::Withdraw { proof } => withdrawal::decide(case, proof),
        TicketCommand::Cancel { reason } => {
            let cancelled = TicketEvent::Cancelled { reason: reason.clone() }.into();
            Ok(std::iter::once(cancelled).chain(case.drop_callback()).collect())
        }
        TicketCommand::Archive => archive(case, context),
        TicketCommand::Reopen { reason } => contact::reopen(case, reason, context),
        TicketCommand::Reclassify { to, reason } => reclassify(case, to, reason, context),
        TicketCommand::Mark { mark, at } => {
            if context.policy.mark(mark).is_none() {
                return Err(Refusal::new(RefusalCode::NotInPlan).with("mark", mark));
            }
            Ok(vec![TicketEvent::Marked { mark: mark.clone(), at: at.unwrap_or(context.now) }.into()])
        }
        TicketCommand::FinalAnswer { text, documents } => final_answer::decide(case, text, documents, context),
        TicketCommand::SendBack { reason } => final_answer::send_back(case, reason, context),
        TicketCommand::Contact(contact) => contact::decide(case, contact, context),
        TicketCommand::FlagRisk { risks, note } => risk::decide(case, risks, note.as_deref()),
        TicketCommand::FollowScript { script, parts } => script::follow(script, parts, context),
        TicketCommand::AskHelp { text } => Ok(help::ask(text, context)),
        TicketCommand::GiveHelp { text } => help::give(case, text, context),
        TicketCommand::Merge { main, leads, reason } => merge::merge(case, main, *leads, reason),
        TicketCommand::Unmerge { reason } => Ok(merge::unmerge(case, reason)),
        TicketCommand::Verdict { finding, text, evidence } => verdict::decide(case, *finding, text, evidence, context),
    }
}

fn answer(text: &str, refused: Option<&String>, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    if context.rules.answer_on_spot {
        Ok(vec![TicketEvent::AnsweredOnSpot { text: text.to_owned(), reason: refused.cloned() }.into()])
    } else {
        Err(RefusalCode::NotOnTheSpot.into())
    }
}

fn archive(case: &Case, context: &Context<'_>) -> Result<Vec<CaseEvent>, Refusal> {
    // What nobody was sent to look into needs no verdict; what was handled again needs another.
    let looked_into = !case.work_orders.is_empty();
    let episode = case.ticket.episode();
    let is_judged = case.ticket.verdict.as_ref().is_some_and(|verdict| verdict.episode == episode);
    if context.rules.verdict_required && looked_into && !is_judged {
        return Err(RefusalCode::VerdictRequired.into());
    }
    Ok(vec![TicketEvent::Archived.into()])
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
    let outbound = |kind: &KindCode| context.policy.kind(kind).is_some_and(|kind| kind.outbound);
    if outbound(&from.kind) != outbound(&to.kind) {
        return Err(RefusalCode::OutboundKind.into());
    }
    // Work orders that are out must have been possible under the new type too.
    let rules = context.policy.rules_for(&to.kind, to.service_type.as_ref());
    let sent_out = !case.work_orders.is_empty();
    if sent_out && rules.is_none_or(|rules| rules.handling == Handling::None) {
        return Err(RefusalCode::NothingToDispatch.into());
    }
    Ok(vec![TicketEvent::Reclassified { from, to: to.clone(), reason: reason.to_owned() }.into()])
}
