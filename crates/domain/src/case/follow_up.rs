//! What follows of itself: the rules that close the loop (闭环).
//!
//! Each rule looks at the case as it stands, not at the command that led there, so no path can go round it.

use crate::callback::{CallbackStage, FollowUp, openings};
use crate::policy::catalogue::Handling;
use crate::survey::SurveyEvent;
use crate::ticket::{self, Answer, TicketEvent, TicketStage};
use crate::work_order::WorkOrderEvent;

use super::aftercare::{Ids, opened};
use super::{Case, CaseEvent, Context};

/// The events that the case as it stands brings about.
pub(super) fn follow_up(case: &Case, ids: &mut Ids<'_>, context: &Context<'_>) -> Vec<CaseEvent> {
    let outlived = outlived(case);
    if !outlived.is_empty() {
        return outlived;
    }
    let mut events = closing(case, ids, context);
    events.extend(case.rungs_reached(context));
    events.extend(case.redo_elsewhere(context));
    events.extend(case.after_aftercare(ids, context));
    events
}

/// What customers answered about an episode of handling is kept, and no longer counts once the matter is taken up again.
fn outlived(case: &Case) -> Vec<CaseEvent> {
    let episode = case.ticket.episode();
    let outlived = case.surveys().filter(|survey| survey.is_outlived(episode));
    outlived.map(|survey| CaseEvent::Survey { survey: survey.id, event: SurveyEvent::Invalidated }).collect()
}

fn closing(case: &Case, ids: &mut Ids<'_>, context: &Context<'_>) -> Vec<CaseEvent> {
    match case.ticket.stage {
        TicketStage::Handling if all_done(case) => department_done(case, ids, context),
        TicketStage::CallbackDue => after_callback(case, context),
        // Nobody is sent out to a customer who asked for nothing: he is called.
        TicketStage::PendingDispatch if case.ticket.is_only_called() => department_done(case, ids, context),
        TicketStage::Answered { .. } if case.ticket.is_only_called() => vec![TicketEvent::Archived.into()],
        TicketStage::Handling
        | TicketStage::Draft
        | TicketStage::PendingDispatch
        | TicketStage::FinalAnswerDue
        | TicketStage::Answered { .. }
        | TicketStage::Archived { .. }
        | TicketStage::ClosedOnSpot
        | TicketStage::Cancelled => Vec::new(),
    }
}

fn all_done(case: &Case) -> bool {
    if case.ticket.waits_for_main() {
        return false;
    }
    let released = case.ticket.merged.is_some();
    (released || !case.work_orders.is_empty()) && case.work_orders.iter().all(|order| order.stage.is_end())
}

/// The department is done: plan the callback, or say why the customer need not be called.
fn department_done(case: &Case, ids: &mut Ids<'_>, context: &Context<'_>) -> Vec<CaseEvent> {
    let plan = context.rules.callback_plan.as_ref().and_then(|code| context.policy.plan(code));
    let done = |callback| TicketEvent::DepartmentDone { callback }.into();
    let answered = |how| vec![done(false), TicketEvent::CustomerAnswered { how }.into()];
    let Some(plan) = plan else { return answered(Answer::NotPlanned) };
    if case.ticket.withdrawn_at.is_some() {
        return answered(Answer::Withdrawn);
    }
    if !case.ticket.wants_callback() {
        return answered(Answer::Declined);
    }
    let (cause, drawn) = case.draw(plan, context);
    let opening = cause.and_then(|cause| openings(case, plan, context.now, &cause, context).into_iter().next());
    let rest = match opening {
        Some(opening) => std::iter::once(done(true)).chain(opened(opening, true, ids)).collect(),
        None => answered(Answer::NotSampled),
    };
    drawn.into_iter().chain(rest).collect()
}

/// The customer has spoken, or cannot be reached.
fn after_callback(case: &Case, context: &Context<'_>) -> Vec<CaseEvent> {
    let Some(callback) = &case.callback else { return Vec::new() };
    match callback.stage {
        CallbackStage::Scheduled
        | CallbackStage::Due
        | CallbackStage::Searching
        | CallbackStage::Answered
        | CallbackStage::Dropped => Vec::new(),
        CallbackStage::Removed => vec![TicketEvent::CustomerAnswered { how: Answer::NotSampled }.into()],
        CallbackStage::Satisfied => vec![TicketEvent::CustomerAnswered { how: Answer::Satisfied }.into()],
        CallbackStage::Unreachable => vec![TicketEvent::CustomerAnswered { how: Answer::Unreachable }.into()],
        CallbackStage::Unsatisfied => after_bad_answer(case, callback.follow_up.as_ref(), context),
    }
}

fn after_bad_answer(case: &Case, follow_up: Option<&FollowUp>, context: &Context<'_>) -> Vec<CaseEvent> {
    let reason = || "callback".to_owned();
    let back = match follow_up {
        Some(FollowUp::Review { reason }) => {
            return vec![TicketEvent::FinalAnswerSought { reason: reason.clone() }.into()];
        }
        // Where the centre says so, nobody closes alone what the customer is not satisfied with.
        Some(FollowUp::Close { reason }) if context.rules.closing_review => {
            return vec![TicketEvent::FinalAnswerSought { reason: reason.clone() }.into()];
        }
        None | Some(FollowUp::Redo | FollowUp::RedoBy { .. }) => {
            WorkOrderEvent::RedoOrdered { reason: reason(), defect: None }
        }
        Some(FollowUp::Refill) => WorkOrderEvent::RefillOrdered { reason: reason(), defect: None },
        Some(FollowUp::Close { .. }) => {
            return vec![TicketEvent::CustomerAnswered { how: Answer::Unsatisfied }.into()];
        }
    };
    match case.lead() {
        Some(lead) => {
            let elsewhere = match follow_up {
                Some(FollowUp::RedoBy { unit }) => case.redo_by(unit),
                _ => None,
            };
            [TicketEvent::SentBack.into(), back.of(lead.id)].into_iter().chain(elsewhere).collect()
        }
        None if case.ticket.is_only_called() && context.rules.handling == Handling::None => {
            vec![TicketEvent::CustomerAnswered { how: Answer::Unsatisfied }.into()]
        }
        None => ticket::sent_out_alone(case),
    }
}
