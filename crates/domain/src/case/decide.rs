//! Deciding on a case: one command, everything that follows from it.

use crate::callback;
use crate::clock;
use crate::refusal::{Refusal, RefusalCode};
use crate::ticket::{self, TicketAction};
use crate::work_order::{self, WorkOrderAction};

use super::follow_up::follow_up;
use super::{Case, CaseEvent, Command, Context};

/// More follow-ups than this would mean that the loop chases its own tail; today's longest chain has four.
const FOLLOW_UPS_MAX: usize = 16;

/// What a command brought about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// The case afterwards.
    pub case: Case,
    /// What happened, in order.
    pub events: Vec<CaseEvent>,
}

/// Decides on a command.
///
/// # Errors
/// A refusal names the rule that refused and the actions that are open instead; nothing has happened.
pub fn decide(case: &Case, command: &Command, context: &Context<'_>) -> Result<Decision, Refusal> {
    let events = match command {
        Command::Ticket(command) => ticket::decide(case, command, context).map_err(|mut refusal| {
            refusal.open = ticket_actions_instead_of(command.action(), case);
            refusal.with("stage", case.ticket.stage.as_str())
        })?,
        Command::WorkOrder(id, command) => {
            let order = case.work_order(*id).ok_or(RefusalCode::WrongStage)?;
            work_order::decide(&case.ticket, order, command, context).map_err(|mut refusal| {
                refusal.open = order_actions_instead_of(command.action(), order);
                refusal.with("stage", order.stage.as_str())
            })?
        }
        Command::Attempt(attempt) => {
            let open = case.callback.as_ref().ok_or(RefusalCode::WrongStage)?;
            let (event, survey) = callback::decide(open, attempt, context)
                .map_err(|refusal| refusal.with("stage", open.stage.as_str()))?;
            let survey = survey.map(|event| CaseEvent::Survey { survey: open.survey, event });
            std::iter::once(CaseEvent::Callback { callback: open.id, event }).chain(survey).collect()
        }
    };
    Ok(carry_out(case.clone(), events, context))
}

/// What time itself brings about at `context.now`; no events when nothing is due.
#[must_use]
pub fn wake(case: &Case, context: &Context<'_>) -> Decision {
    let callback = case.callback.as_ref().and_then(|open| {
        callback::wake(open, context.now).map(|event| CaseEvent::Callback { callback: open.id, event })
    });
    let alarms = clock::due(&case.clocks, context.now).into_iter().map(|alarm| CaseEvent::Clock { alarm });
    let events = alarms.chain(callback).collect();
    carry_out(case.clone(), events, context)
}

/// Applies the events, then whatever follows from the case as it stands, until nothing follows.
pub(super) fn carry_out(mut case: Case, mut events: Vec<CaseEvent>, context: &Context<'_>) -> Decision {
    for event in &events {
        case.apply(event, context);
    }
    for _ in 0..FOLLOW_UPS_MAX {
        let following = follow_up(&case, context);
        if following.is_empty() {
            break;
        }
        for event in &following {
            case.apply(event, context);
        }
        events.extend(following);
    }
    Decision { case, events }
}

fn ticket_actions_instead_of(refused: TicketAction, case: &Case) -> Vec<&'static str> {
    TicketAction::ALL
        .iter()
        .filter(|action| **action != refused && ticket::gate(case.ticket.stage, **action).is_ok())
        .map(|action| action.as_str())
        .collect()
}

fn order_actions_instead_of(refused: WorkOrderAction, order: &work_order::WorkOrder) -> Vec<&'static str> {
    WorkOrderAction::ALL
        .iter()
        .filter(|action| **action != refused && work_order::gate(&order.stage, **action).is_ok())
        .map(|action| action.as_str())
        .collect()
}
