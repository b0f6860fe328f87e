//! What becomes of running clocks when the ground under them moves.

use crate::policy::clocks::{Carry, CarryRules, ClockRule};

use super::follow::Beginning;
use super::{Clock, ClockEnd, Ground, Plan, RevisionCause};

/// What moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// The ticket got another kind or type.
    Reclassified,
    /// Its grade, area, customer class or promised moment changed.
    Retargeted,
    /// The work order went to another unit.
    Transferred,
    /// The work order was returned.
    Returned,
}

impl Happening {
    fn carry(self, rules: &CarryRules) -> Carry {
        match self {
            Self::Reclassified => rules.reclassified,
            Self::Retargeted => rules.retargeted,
            Self::Transferred => rules.transferred,
            Self::Returned => rules.returned,
        }
    }

    fn cause(self) -> RevisionCause {
        match self {
            Self::Reclassified => RevisionCause::Reclassified,
            Self::Retargeted => RevisionCause::Retargeted,
            Self::Transferred => RevisionCause::Transferred,
            Self::Returned => RevisionCause::Returned,
        }
    }

    /// Whether another rule may apply from now on.
    fn asks_for_rule(self) -> bool {
        matches!(self, Self::Reclassified | Self::Retargeted)
    }
}

/// Carries the running clocks that `concerns` picks over what happened. Those whose code no longer has a rule are
/// dropped: nothing waits for them any more.
pub fn carry(
    clocks: &mut Vec<Clock>,
    rules: &[&ClockRule],
    happening: Happening,
    concerns: impl Fn(&Clock) -> bool,
    ground: &Ground<'_>,
) {
    let mut begun = Vec::new();
    let mut next = clocks.len();
    for clock in clocks.iter_mut().filter(|clock| clock.is_running() && concerns(clock)) {
        let Some(rule) = rules.iter().find(|rule| rule.code == clock.code) else {
            clock.end = Some(ClockEnd::Dropped(ground.at));
            continue;
        };
        let how = happening.carry(&rule.carry);
        if how == Carry::Restart {
            next += 1;
            begun.extend(restart(clock, rule, u16::try_from(next).unwrap_or(u16::MAX), ground));
        } else {
            keep(clock, rule, how, happening, ground);
        }
    }
    clocks.append(&mut begun);
}

/// Ends the cycle with its own verdict and begins the next.
fn restart(clock: &mut Clock, rule: &ClockRule, no: u16, ground: &Ground<'_>) -> Option<Clock> {
    let plan = Plan::new(rule, ground.at, ground)?;
    clock.go_on(rule, ground);
    let late = ground.at > clock.due_at;
    clock.end = Some(if late { ClockEnd::Stopped(ground.at) } else { ClockEnd::Dropped(ground.at) });
    let cycle = clock.cycle.saturating_add(1);
    let beginning = Beginning { no, cycle, subject: clock.subject, by: clock.started_by };
    Some(Clock::begin(beginning, rule, plan, ground))
}

/// Stays in the same cycle with another limit, from which the time already used is taken.
fn keep(clock: &mut Clock, rule: &ClockRule, how: Carry, happening: Happening, ground: &Ground<'_>) {
    let code = ground.calendar_of(rule);
    let moves = code != clock.plan.calendar;
    if !happening.asks_for_rule() && !moves {
        return;
    }
    let (old_calendar, _) = ground.calendar(clock.plan.calendar.as_ref());
    let used = clock.used(old_calendar, ground.at);
    let plan = match how {
        Carry::Scale => {
            let whole = clock.plan.budget.micros;
            Plan::new(rule, ground.at, ground).map(|plan| plan.share(whole - used, whole))
        }
        // Time used on one calendar must not be counted again on another.
        _ if moves && !happening.asks_for_rule() => {
            Plan::new(rule, ground.at, ground).map(|plan| plan.with_left(clock.plan.budget.micros - used, ground.at))
        }
        _ => Plan::new(rule, clock.plan.from, ground).map(|plan| plan.extended(clock.plan.extended, ground)),
    };
    match plan {
        Some(plan) => clock.replan(plan, rule, happening.cause(), ground),
        None => clock.end = Some(ClockEnd::Dropped(ground.at)),
    }
}
