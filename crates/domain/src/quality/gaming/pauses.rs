//! Time that was asked for just before it ran out.

use crate::calendar::Pause;
use crate::case::{Case, CaseEvent};
use crate::clock::{Clock, ClockSubject};
use crate::policy::Policy;
use crate::policy::quality::GamingCheck;
use crate::quality::Check;
use crate::time::Timestamp;
use crate::work_order::WorkOrderEvent;

use super::{Suspicion, Trace};

/// Pauses and extensions of a ticket that were asked for shortly before a limit would have run out.
#[must_use]
pub fn late_pauses(rule: &GamingCheck, case: &Case, traces: &[Trace], policy: &Policy) -> Vec<Suspicion> {
    let minutes = i64::from(rule.minutes.unwrap_or_default());
    let mut seen = Vec::new();
    for trace in traces.iter().filter(|trace| trace.ticket == case.ticket.id) {
        let CaseEvent::WorkOrder { work_order, event } = &trace.event else { continue };
        let watched = |clock: &&Clock| match clock.subject {
            ClockSubject::WorkOrder(id) => id == *work_order,
            ClockSubject::Ticket => true,
            ClockSubject::Callback(_) => false,
        };
        for clock in case.clocks.iter().filter(watched) {
            let due = match event {
                WorkOrderEvent::SuspensionRequested { .. } | WorkOrderEvent::CustomerAwaited { .. } => {
                    stood_still_from(clock, trace.at).then(|| due_then(clock, trace.at, policy))
                }
                WorkOrderEvent::ExtensionRequested { clock: code, .. } => {
                    (clock.code == *code && ran_at(clock, trace.at)).then(|| deadline_then(clock, trace.at))
                }
                _ => None,
            };
            let left = due.map(|due| due.seconds_since(trace.at));
            if let Some(left) = left.filter(|left| (0..=minutes * 60).contains(left)) {
                seen.push(Suspicion {
                    check: Check::LatePause,
                    ticket: trace.ticket,
                    person: trace.by,
                    at: trace.at,
                    seen: left / 60,
                    normal: minutes,
                    about: Some(clock.code.to_string()),
                });
            }
        }
    }
    seen
}

fn ran_at(clock: &Clock, at: Timestamp) -> bool {
    clock.started_at <= at && clock.end.is_none_or(|end| end.at() >= at)
}

/// Whether the clock ran at a moment and stood still at some time after it.
fn stood_still_from(clock: &Clock, at: Timestamp) -> bool {
    ran_at(clock, at) && clock.pauses.iter().any(|pause| pause.from >= at)
}

/// The deadline that the clock had at a moment, whatever was granted afterwards.
fn deadline_then(clock: &Clock, at: Timestamp) -> Timestamp {
    clock.revisions.iter().find(|revision| revision.at >= at).map_or(clock.due_at, |revision| revision.due_at)
}

/// When the time would have been used up, had the clock never stood still after a moment.
fn due_then(clock: &Clock, at: Timestamp, policy: &Policy) -> Timestamp {
    let calendar = clock.plan.calendar.as_ref().and_then(|code| policy.calendar(code));
    let calendar = calendar.unwrap_or_else(|| policy.any_calendar());
    let before = clock.pauses.iter().filter(|pause| pause.from < at && pause.to.is_some());
    let pauses: Vec<Pause> = before.map(|pause| Pause { from: pause.from, to: pause.to }).collect();
    calendar.run_out(&clock.plan.budget, &pauses).unwrap_or(clock.due_at)
}
