//! Keeping the clocks of a case in step with its milestones.

use crate::calendar::WorkCalendar;
use crate::id::WorkOrderId;
use crate::policy::Policy;
use crate::policy::clocks::{ClockRule, ClockScope, Unit};
use crate::time::Timestamp;

use super::{Clock, ClockEnd, Milestone};

/// A milestone that happened: where, when, and what it ended.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// What happened.
    pub milestone: Milestone,
    /// When.
    pub at: Timestamp,
    /// The work order it happened to; none means the ticket or its callback.
    pub work_order: Option<WorkOrderId>,
    /// Whether that work order leads: its milestones are heard by the ticket's clocks too.
    pub lead: bool,
    /// Whether the work order (or, without one, the ticket) ended by it.
    pub ends: bool,
    /// The moment promised to the customer, for clocks counted to a target.
    pub target_at: Option<Timestamp>,
}

/// Stops, starts and drops clocks as the milestone demands. Running clocks are stopped first, so one rule may both
/// stop and start at the same milestone of another. No clock starts to watch over what the milestone ended.
pub fn follow(clocks: &mut Vec<Clock>, rules: &[&ClockRule], policy: &Policy, occurrence: &Occurrence) {
    for rule in rules {
        if rule.stop.contains(&occurrence.milestone) {
            for clock in running(clocks, rule, occurrence) {
                clock.end = Some(ClockEnd::Stopped(occurrence.at));
            }
        }
    }
    if occurrence.ends {
        drop_ended(clocks, occurrence);
    }
    for rule in rules {
        let over = occurrence.ends && watched(rule, occurrence) == occurrence.work_order;
        if !over && rule.start.contains(&occurrence.milestone) && hears(rule, occurrence) {
            start(clocks, rule, policy, occurrence);
        }
    }
}

fn hears(rule: &ClockRule, occurrence: &Occurrence) -> bool {
    match rule.scope {
        ClockScope::Ticket => occurrence.work_order.is_none() || occurrence.lead,
        // To contact the customer is for the lead alone.
        ClockScope::WorkOrder => occurrence.work_order.is_some() && (occurrence.lead || !rule.awaits_contact()),
    }
}

/// The work order a clock of this rule watches over when this happens.
fn watched(rule: &ClockRule, occurrence: &Occurrence) -> Option<WorkOrderId> {
    match rule.scope {
        ClockScope::Ticket => None,
        ClockScope::WorkOrder => occurrence.work_order,
    }
}

fn running<'a>(
    clocks: &'a mut [Clock],
    rule: &'a ClockRule,
    occurrence: &'a Occurrence,
) -> impl Iterator<Item = &'a mut Clock> {
    let watched = watched(rule, occurrence);
    let heard = hears(rule, occurrence);
    clocks
        .iter_mut()
        .filter(move |clock| heard && clock.is_running() && clock.code == rule.code && clock.work_order == watched)
}

fn drop_ended(clocks: &mut [Clock], occurrence: &Occurrence) {
    for clock in clocks.iter_mut().filter(|clock| clock.is_running()) {
        let ended = match occurrence.work_order {
            Some(order) => clock.work_order == Some(order),
            None => true,
        };
        if ended {
            clock.end = Some(ClockEnd::Dropped(occurrence.at));
        }
    }
}

fn start(clocks: &mut Vec<Clock>, rule: &ClockRule, policy: &Policy, occurrence: &Occurrence) {
    if running(clocks, rule, occurrence).next().is_some() {
        return;
    }
    let Some(due_at) = deadline(rule, policy, occurrence) else { return };
    let warn_at = rule
        .warn_before_minutes
        .map(|minutes| due_at.plus_seconds(-60 * i64::from(minutes)))
        .filter(|warn_at| *warn_at > occurrence.at);
    let no = u16::try_from(clocks.len() + 1).unwrap_or(u16::MAX);
    clocks.push(Clock {
        no,
        code: rule.code.clone(),
        work_order: watched(rule, occurrence),
        started_at: occurrence.at,
        warn_at,
        due_at,
        warned_at: None,
        breached_at: None,
        end: None,
    });
}

fn deadline(rule: &ClockRule, policy: &Policy, occurrence: &Occurrence) -> Option<Timestamp> {
    if rule.amount.unit == Unit::Target {
        return occurrence.target_at;
    }
    let calendar: &WorkCalendar = match &rule.calendar {
        Some(code) => policy.calendar(code)?,
        None => policy.any_calendar(),
    };
    Some(calendar.deadline(occurrence.at, &rule.amount))
}
