//! Deciding on a case: one command, everything that follows from it.

use crate::callback;
use crate::clock;
use crate::refusal::{Refusal, RefusalCode};
use crate::survey;
use crate::ticket::{self, FollowOn, TicketAction, TicketEvent};
use crate::work_order::{self, WorkOrder, WorkOrderAction, WorkOrderEvent};

use super::aftercare::Ids;
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
    let settled = settle(case, context);
    let case = &settled.case;
    let events = match command {
        Command::Ticket(command) => ticket::decide(case, command, context).map_err(|mut refusal| {
            refusal.open = ticket_actions_instead_of(command.action(), case);
            refusal.with("stage", case.ticket.stage.as_str())
        })?,
        Command::WorkOrder(id, command) => {
            let order = case.work_order(*id).ok_or(RefusalCode::WrongStage)?;
            work_order::decide(case, order, command, context).map_err(|mut refusal| {
                refusal.open = order_actions_instead_of(command.action(), case, order);
                refusal.with("stage", order.stage.as_str())
            })?
        }
        Command::Callback(id, command) => {
            let open = case.callback_with(*id).ok_or(RefusalCode::WrongStage)?;
            callback::decide(case, open, command, context)
                .map_err(|refusal| refusal.with("stage", open.stage.as_str()))?
        }
        Command::Survey(id, command) => {
            let survey = case.survey_of(*id).ok_or(RefusalCode::SurveyEnded)?;
            survey::decide(case, survey, command, context)?
        }
        Command::CallBack { plan, cause } => case.call_back(plan, cause, context)?,
        Command::Press { ticket, number, note } => ticket::pressed(case, (*ticket, number), note.as_deref())?,
        Command::LinkFollowOn(link) => link_follow_on(case, link)?,
        Command::HeedCalls { declined } => case.heed_calls(*declined)?,
    };
    Ok(go_on(settled, events, context))
}

/// Each call brings at most one ticket about.
fn link_follow_on(case: &Case, link: &FollowOn) -> Result<Vec<CaseEvent>, Refusal> {
    if case.ticket.follow_ons.iter().any(|known| known.callback == link.callback) {
        return Err(RefusalCode::NothingChanges.into());
    }
    Ok(vec![TicketEvent::FollowOnOpened(link.clone()).into()])
}

/// What events from outside bring about, and everything that follows from them.
pub(crate) fn follow(case: &Case, events: Vec<CaseEvent>, context: &Context<'_>) -> Decision {
    go_on(settle(case, context), events, context)
}

fn go_on(settled: Decision, events: Vec<CaseEvent>, context: &Context<'_>) -> Decision {
    let decided = carry_out(settled.case, events, context);
    Decision { case: decided.case, events: settled.events.into_iter().chain(decided.events).collect() }
}

/// What time itself brings about at `context.now`; no events when nothing is due. Suspensions end first: the clocks
/// that go on by it may be due at the same moment.
#[must_use]
pub fn wake(case: &Case, context: &Context<'_>) -> Decision {
    let mut decision = settle(case, context);
    let callbacks: Vec<CaseEvent> =
        decision.case.callbacks().flat_map(|callback| callback::wake(callback, context.now)).collect();
    let alarms = clock::due(&decision.case.clocks, context.now);
    let raised = decision.case.raised_by(&alarms, context).map(CaseEvent::from);
    let alarms = alarms.into_iter().map(|alarm| CaseEvent::Clock { alarm });
    let events = alarms.chain(raised).chain(callbacks).collect();
    let announced = carry_out(decision.case, events, context);
    decision.events.extend(announced.events);
    Decision { case: announced.case, events: decision.events }
}

/// Ends the suspensions and windows of calls whose time is over, also when nobody has noticed yet: what happens after them
/// happens too late, however late the worker is.
fn settle(case: &Case, context: &Context<'_>) -> Decision {
    let over = case.work_orders.iter().filter_map(|order| {
        let suspension = order.suspension.as_ref().filter(|suspension| suspension.in_force())?;
        let over = suspension.until <= context.now;
        over.then(|| WorkOrderEvent::Resumed { at: suspension.until }.of(order.id))
    });
    let late = case.callbacks().filter_map(|callback| callback::overdue(callback, context.now));
    carry_out(case.clone(), over.chain(late).collect(), context)
}

/// Applies the events, then whatever follows from the case as it stands, until nothing follows.
pub(super) fn carry_out(mut case: Case, mut events: Vec<CaseEvent>, context: &Context<'_>) -> Decision {
    let mut applied = apply_from(&mut case, &mut events, 0, context);
    for _ in 0..FOLLOW_UPS_MAX {
        let following = follow_up(&case, &mut Ids::after(context, &case, &events), context);
        if following.is_empty() {
            break;
        }
        events.extend(following);
        applied = apply_from(&mut case, &mut events, applied, context);
    }
    Decision { case, events }
}

/// Applies the events from one on, and those of aftercare that each brings about.
fn apply_from(case: &mut Case, events: &mut Vec<CaseEvent>, first: usize, context: &Context<'_>) -> usize {
    let mut next = first;
    while let Some(event) = events.get(next).cloned() {
        case.apply(&event, context);
        let opened = case.aftercare_of(&event, &mut Ids::after(context, case, events), context);
        events.extend(opened);
        next += 1;
    }
    next
}

fn ticket_actions_instead_of(refused: TicketAction, case: &Case) -> Vec<&'static str> {
    TicketAction::ALL
        .iter()
        .filter(|action| **action != refused && ticket::is_open(&case.ticket, **action).is_ok())
        .map(|action| action.as_str())
        .collect()
}

fn order_actions_instead_of(refused: WorkOrderAction, case: &Case, order: &WorkOrder) -> Vec<&'static str> {
    WorkOrderAction::ALL
        .iter()
        .filter(|action| **action != refused && **action != WorkOrderAction::Explain)
        .filter(|action| work_order::is_open(case, order, **action).is_ok())
        .map(|action| action.as_str())
        .collect()
}
