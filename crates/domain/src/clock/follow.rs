//! Keeping the clocks of a case in step with its milestones.

use crate::id::{CallbackId, WorkOrderId};
use crate::policy::clocks::{Carry, ClockRule, ClockScope};
use crate::time::Timestamp;

use super::{Clock, ClockEnd, ClockSubject, Ground, Milestone, Plan};

/// A milestone that happened: to what, and what it ended.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence {
    /// What happened.
    pub milestone: Milestone,
    /// The work order it happened to; none means the ticket or its callback.
    pub work_order: Option<WorkOrderId>,
    /// Whether that work order leads: its milestones are heard by the ticket's clocks too.
    pub lead: bool,
    /// The callback of the present round.
    pub callback: Option<CallbackId>,
    /// Whether the work order (or, without one, the ticket) ended by it.
    pub ends: bool,
    /// Whether that callback is no longer wanted.
    pub callback_ends: bool,
}

/// Stops, ends and starts clocks as the milestone demands. Running clocks are stopped first, so one rule may both
/// stop and start at the same milestone of another. No clock starts to watch over what the milestone ended.
pub fn follow(clocks: &mut Vec<Clock>, rules: &[&ClockRule], occurrence: &Occurrence, ground: &Ground<'_>) {
    for rule in rules {
        let stops = rule.stop.contains(&occurrence.milestone);
        if !(stops || rule.cancel.contains(&occurrence.milestone)) || !hears(rule, occurrence) {
            continue;
        }
        let end = if stops { ClockEnd::Stopped(ground.at) } else { ClockEnd::Dropped(ground.at) };
        for clock in running(clocks, rule, occurrence) {
            clock.stop(end, rule, ground);
        }
    }
    drop_ended(clocks, rules, occurrence, ground);
    for rule in rules {
        let subject = watched(rule, occurrence);
        let over = occurrence.ends && subject == ended(occurrence);
        if !over && rule.start.contains(&occurrence.milestone) && hears(rule, occurrence) {
            start(clocks, rule, occurrence, ground);
        }
    }
}

fn hears(rule: &ClockRule, occurrence: &Occurrence) -> bool {
    match rule.scope {
        ClockScope::Ticket => occurrence.work_order.is_none() || occurrence.lead,
        // To contact the customer is for the lead alone.
        ClockScope::WorkOrder => occurrence.work_order.is_some() && (occurrence.lead || !rule.awaits_contact()),
        ClockScope::Callback => occurrence.callback.is_some() && (occurrence.work_order.is_none() || occurrence.lead),
    }
}

/// What a clock of this rule watches over when this happens. A rule that does not hear it watches over nothing of it.
fn watched(rule: &ClockRule, occurrence: &Occurrence) -> ClockSubject {
    match (rule.scope, occurrence.work_order, occurrence.callback) {
        (ClockScope::WorkOrder, Some(order), _) => ClockSubject::WorkOrder(order),
        (ClockScope::Callback, _, Some(callback)) => ClockSubject::Callback(callback),
        _ => ClockSubject::Ticket,
    }
}

fn ended(occurrence: &Occurrence) -> ClockSubject {
    occurrence.work_order.map_or(ClockSubject::Ticket, ClockSubject::WorkOrder)
}

fn running<'a>(
    clocks: &'a mut [Clock],
    rule: &'a ClockRule,
    occurrence: &'a Occurrence,
) -> impl Iterator<Item = &'a mut Clock> {
    let subject = watched(rule, occurrence);
    clocks.iter_mut().filter(move |clock| clock.is_running() && clock.code == rule.code && clock.subject == subject)
}

fn drop_ended(clocks: &mut [Clock], rules: &[&ClockRule], occurrence: &Occurrence, ground: &Ground<'_>) {
    for clock in clocks.iter_mut().filter(|clock| clock.is_running()) {
        let gone = match clock.subject {
            ClockSubject::Callback(callback) => {
                occurrence.callback_ends && occurrence.callback == Some(callback)
                    || occurrence.callback.is_some_and(|present| present != callback)
            }
            subject => occurrence.ends && subject == ended(occurrence),
        };
        let all = occurrence.ends && occurrence.work_order.is_none();
        if gone || all {
            match rules.iter().find(|rule| rule.code == clock.code) {
                Some(rule) => clock.stop(ClockEnd::Dropped(ground.at), rule, ground),
                None => clock.end = Some(ClockEnd::Dropped(ground.at)),
            }
        }
    }
}

fn start(clocks: &mut Vec<Clock>, rule: &ClockRule, occurrence: &Occurrence, ground: &Ground<'_>) {
    if running(clocks, rule, occurrence).next().is_some() {
        return;
    }
    let subject = watched(rule, occurrence);
    let Some(mut plan) = Plan::new(rule, ground.at, ground) else { return };
    let earlier: Vec<&Clock> =
        clocks.iter().filter(|clock| clock.code == rule.code && clock.subject == subject).collect();
    if let (Milestone::Reopened, Some(last)) = (occurrence.milestone, earlier.last()) {
        plan = reopened(plan, last, rule.carry.reopened, ground);
    }
    let cycle = u16::try_from(earlier.len() + 1).unwrap_or(u16::MAX);
    let no = u16::try_from(clocks.len() + 1).unwrap_or(u16::MAX);
    let beginning = Beginning { no, cycle, subject, by: occurrence.milestone };
    clocks.push(Clock::begin(beginning, rule, plan, ground));
}

/// What of the limit is left for the cycle after a reopening.
fn reopened(plan: Plan, last: &Clock, carry: Carry, ground: &Ground<'_>) -> Plan {
    let (calendar, _) = ground.calendar(last.plan.calendar.as_ref());
    let used = last.used(calendar, ground.at);
    match carry {
        Carry::Restart => plan,
        Carry::Keep => {
            let left = plan.budget.micros - used;
            plan.with_left(left, ground.at)
        }
        Carry::Scale => plan.share(last.plan.budget.micros - used, last.plan.budget.micros),
    }
}

/// Which clock begins.
pub(super) struct Beginning {
    pub(super) no: u16,
    pub(super) cycle: u16,
    pub(super) subject: ClockSubject,
    /// What starts it.
    pub(super) by: Milestone,
}

impl Clock {
    /// A clock that begins to run.
    pub(super) fn begin(beginning: Beginning, rule: &ClockRule, plan: Plan, ground: &Ground<'_>) -> Self {
        let mut clock = Self {
            no: beginning.no,
            code: rule.code.clone(),
            subject: beginning.subject,
            cycle: beginning.cycle,
            generation: 1,
            started_at: ground.at,
            started_by: beginning.by,
            plan,
            pauses: Vec::new(),
            due_at: ground.at,
            first_due_at: ground.at,
            provisional: false,
            not_before: not_before(rule, ground),
            alarms: Vec::new(),
            revisions: Vec::new(),
            explained_at: None,
            end: None,
        };
        clock.schedule(rule, ground);
        clock.first_due_at = clock.due_at;
        clock
    }

    /// Ends the clock; one that stands still goes on for that instant, so that its verdict is about time that counted.
    pub(super) fn stop(&mut self, end: ClockEnd, rule: &ClockRule, ground: &Ground<'_>) {
        self.go_on(rule, ground);
        self.end = Some(end);
    }
}

fn not_before(rule: &ClockRule, ground: &Ground<'_>) -> Option<Timestamp> {
    let code = ground.calendar_of(rule);
    let (calendar, _) = ground.calendar(code.as_ref());
    rule.not_before.as_ref().map(|amount| calendar.deadline(ground.at, amount))
}
