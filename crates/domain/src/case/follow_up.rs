//! What follows of itself: the rules that close the loop (闭环).
//!
//! Each rule looks at the case as it stands, not at the command that led there, so no path can go round it.

use crate::callback::{CallbackEvent, CallbackStage, FollowUp};
use crate::survey::SurveyEvent;
use crate::ticket::{Answer, TicketEvent, TicketStage};
use crate::work_order::WorkOrderEvent;

use super::{Case, CaseEvent, Context};

/// The events that the case as it stands brings about.
pub(super) fn follow_up(case: &Case, context: &Context<'_>) -> Vec<CaseEvent> {
    match case.ticket.stage {
        TicketStage::Handling if all_done(case) => department_done(case, context),
        TicketStage::CallbackDue => after_callback(case),
        TicketStage::Handling
        | TicketStage::Draft
        | TicketStage::PendingDispatch
        | TicketStage::Answered { .. }
        | TicketStage::Archived { .. }
        | TicketStage::ClosedOnSpot
        | TicketStage::Cancelled => Vec::new(),
    }
}

fn all_done(case: &Case) -> bool {
    !case.work_orders.is_empty() && case.work_orders.iter().all(|order| order.stage.is_end())
}

/// The department is done: plan the callback, or say why the customer need not be called.
fn department_done(case: &Case, context: &Context<'_>) -> Vec<CaseEvent> {
    let plan = context.rules.callback_plan.as_ref().and_then(|code| context.policy.plan(code));
    let without_callback = match plan {
        _ if case.ticket.withdrawn_at.is_some() => Some(Answer::Withdrawn),
        None => Some(Answer::NotPlanned),
        Some(_) if !case.ticket.wants_callback() => Some(Answer::Declined),
        Some(_) => None,
    };
    match (plan, without_callback) {
        (Some(plan), None) => {
            let earliest = context.now.plus_seconds(60 * i64::from(plan.first_after_minutes));
            vec![
                TicketEvent::DepartmentDone { callback: true }.into(),
                CaseEvent::Survey {
                    survey: context.survey_id,
                    event: SurveyEvent::Opened { questionnaire: plan.questionnaire.clone() },
                },
                CaseEvent::Callback {
                    callback: context.callback_id,
                    event: CallbackEvent::Opened {
                        plan: plan.code.clone(),
                        survey: context.survey_id,
                        due_at: context.policy.next_callable(plan, earliest),
                    },
                },
            ]
        }
        (_, how) => vec![
            TicketEvent::DepartmentDone { callback: false }.into(),
            TicketEvent::CustomerAnswered { how: how.unwrap_or(Answer::NotPlanned) }.into(),
        ],
    }
}

/// The customer has spoken, or cannot be reached.
fn after_callback(case: &Case) -> Vec<CaseEvent> {
    let Some(callback) = &case.callback else { return Vec::new() };
    match callback.stage {
        CallbackStage::Scheduled | CallbackStage::Due | CallbackStage::Dropped => Vec::new(),
        CallbackStage::Satisfied => vec![TicketEvent::CustomerAnswered { how: Answer::Satisfied }.into()],
        CallbackStage::Unreachable => vec![TicketEvent::CustomerAnswered { how: Answer::Unreachable }.into()],
        CallbackStage::Unsatisfied => after_bad_answer(case, callback.follow_up.as_ref()),
    }
}

fn after_bad_answer(case: &Case, follow_up: Option<&FollowUp>) -> Vec<CaseEvent> {
    let reason = || "callback".to_owned();
    let back = match follow_up {
        None | Some(FollowUp::Redo) => WorkOrderEvent::RedoOrdered { reason: reason() },
        Some(FollowUp::Refill) => WorkOrderEvent::RefillOrdered { reason: reason() },
        Some(FollowUp::Close { .. }) => {
            return vec![TicketEvent::CustomerAnswered { how: Answer::Unsatisfied }.into()];
        }
    };
    match case.lead() {
        Some(lead) => vec![TicketEvent::SentBack.into(), back.of(lead.id)],
        None => vec![TicketEvent::CustomerAnswered { how: Answer::Unsatisfied }.into()],
    }
}
