//! What a clock counts, and the moments that follow from it.

use serde::{Deserialize, Serialize};

use crate::calendar::{Budget, Counting, Pause, WorkCalendar};
use crate::code::{CalendarCode, UnitCode};
use crate::organisation::Organisation;
use crate::policy::clocks::{Amount, ClockRule, Unit, Warning};
use crate::policy::{Policy, PolicyVersion};
use crate::time::Timestamp;

use super::{AlarmLevel, AlarmPoint, Clock};

/// Share of the whole, in which [`Warning::share`] is given.
const PERCENT: i64 = 100;

/// What a clock counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of the policy the rule is from.
    pub policy: PolicyVersion,
    /// Place of the rule in that policy's list, from 0.
    pub rule: u16,
    /// The moment from which the limit is counted.
    pub from: Timestamp,
    /// The limit.
    pub amount: Amount,
    /// What approved extensions have added to it: in its unit, or minutes for a promised moment.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extended: u32,
    /// The calendar on which working time is counted; none for day and night.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<CalendarCode>,
    /// The version of the policy in which that calendar was looked up.
    pub calendars: PolicyVersion,
    /// Whether part of the limit was used up before `from`, so that `budget` is what was left of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub remainder: bool,
    /// What there is to count.
    pub budget: Budget,
}

/// What plans are made on.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The policy whose rules hold for the ticket.
    pub policy: &'a Policy,
    /// The policy in force now: its calendars are facts, and hold for older tickets too.
    pub current: &'a Policy,
    /// The organisation, for the calendars of units.
    pub organisation: &'a Organisation,
    /// The unit that holds the work order.
    pub holder: Option<&'a UnitCode>,
    /// The moment promised to the customer.
    pub target_at: Option<Timestamp>,
    /// The moment at which the customer was told he would hear again.
    pub next_reply_at: Option<Timestamp>,
    /// Now.
    pub at: Timestamp,
}

impl<'a> Ground<'a> {
    /// The calendar with this code, and the version it is from. One that is no longer published is taken from the
    /// ticket's own policy.
    #[must_use]
    pub fn calendar(&self, code: Option<&CalendarCode>) -> (&'a WorkCalendar, PolicyVersion) {
        let Some(code) = code else { return (self.current.any_calendar(), self.current.version()) };
        match (self.current.calendar(code), self.policy.calendar(code)) {
            (Some(calendar), _) => (calendar, self.current.version()),
            (None, Some(calendar)) => (calendar, self.policy.version()),
            (None, None) => (self.current.any_calendar(), self.current.version()),
        }
    }

    /// The code of the calendar on which this rule counts.
    pub(super) fn calendar_of(&self, rule: &ClockRule) -> Option<CalendarCode> {
        let own = self.holder.filter(|_| rule.unit_calendar).and_then(|unit| self.organisation.calendar_of(unit));
        own.or(rule.calendar.as_ref()).cloned()
    }
}

impl Plan {
    /// The plan of a rule that counts from `from`; none for a target that the ticket does not have.
    pub(super) fn new(rule: &ClockRule, from: Timestamp, ground: &Ground<'_>) -> Option<Self> {
        let code = ground.calendar_of(rule);
        let (calendar, calendars) = ground.calendar(code.as_ref());
        let place = ground.policy.bundle().clocks.iter().position(|other| std::ptr::eq(other, rule));
        Some(Self {
            policy: ground.policy.version(),
            rule: place.and_then(|place| u16::try_from(place).ok()).unwrap_or(u16::MAX),
            from,
            budget: budget(calendar, &rule.amount, from, ground)?,
            amount: rule.amount.clone(),
            extended: 0,
            calendar: code,
            calendars,
            remainder: false,
        })
    }

    /// This plan with only so much left of its budget, counted from `at`.
    pub(super) fn with_left(self, micros: i64, at: Timestamp) -> Self {
        Self { from: at, remainder: true, budget: Budget::new(at, micros.max(0), self.budget.counting), ..self }
    }

    /// This plan with `left` parts of `whole` of its budget.
    pub(super) fn share(self, left: i64, whole: i64) -> Self {
        let part = i128::from(self.budget.micros) * i128::from(left.max(0)) / i128::from(whole.max(1));
        let micros = i64::try_from(part).unwrap_or(self.budget.micros);
        Self { remainder: true, budget: Budget::new(self.from, micros, self.budget.counting), ..self }
    }

    /// The limit in its unit, without extensions; minutes for a promised moment.
    #[must_use]
    pub fn whole(&self) -> u64 {
        if self.amount.unit.is_moment() {
            u64::try_from(self.budget.micros / 60_000_000).unwrap_or_default()
        } else {
            u64::from(self.amount.value)
        }
    }

    /// Microseconds of the budget used up between the start of the plan and `to`.
    pub(super) fn used(&self, calendar: &WorkCalendar, pauses: &[Pause], to: Timestamp) -> i64 {
        calendar.counted(self.budget.counting, self.budget.from, to.max(self.budget.from), pauses)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The budget of an amount; up to a moment that was named it is counted day and night.
fn budget(calendar: &WorkCalendar, amount: &Amount, from: Timestamp, ground: &Ground<'_>) -> Option<Budget> {
    let moment = match amount.unit {
        Unit::Target => ground.target_at?,
        Unit::NextReply => ground.next_reply_at?,
        _ => return Some(calendar.budget(from, amount)),
    };
    // A promise that lies in the past is broken from the start.
    let from = from.min(moment);
    let to_moment = Budget::new(from, moment.as_micros() - from.as_micros(), Counting::Always);
    let at_least = amount.at_least.as_deref().map(|least| calendar.budget(from, least));
    let end = |budget: &Budget| calendar.run_out(budget, &[]);
    Some(at_least.filter(|least| end(least) > end(&to_moment)).unwrap_or(to_moment))
}

impl Clock {
    /// The pauses, as calendars understand them; one that lasts is left out.
    pub(super) fn ended_pauses(&self) -> Vec<Pause> {
        let ended = self.pauses.iter().filter(|pause| pause.to.is_some());
        ended.map(|pause| Pause { from: pause.from, to: pause.to }).collect()
    }

    /// Time of the budget used up to `at`, in microseconds.
    #[must_use]
    pub fn used(&self, calendar: &WorkCalendar, at: Timestamp) -> i64 {
        let pauses: Vec<Pause> = self.pauses.iter().map(|pause| Pause { from: pause.from, to: pause.to }).collect();
        self.plan.used(calendar, &pauses, self.end.map_or(at, |end| end.at().min(at)))
    }

    /// Works the moments out anew from the plan and the pauses. What was announced for a moment that still lies behind
    /// stays announced.
    pub(super) fn schedule(&mut self, rule: &ClockRule, ground: &Ground<'_>) {
        let (calendar, calendars) = ground.calendar(self.plan.calendar.as_ref());
        self.plan.calendars = calendars;
        let pauses = self.ended_pauses();
        self.due_at = calendar.run_out(&self.plan.budget, &pauses).unwrap_or(self.due_at);
        self.provisional = self.plan.budget.counting == Counting::Working && !calendar.is_verified(self.due_at);
        let fired = std::mem::take(&mut self.alarms);
        self.alarms = alarms(rule, &self.plan, self.due_at, calendar, &pauses);
        for point in &mut self.alarms {
            let earlier = fired.iter().find(|earlier| earlier.level == point.level);
            point.fired_at = earlier.and_then(|earlier| earlier.fired_at).filter(|_| point.at <= ground.at);
        }
    }
}

fn alarms(
    rule: &ClockRule,
    plan: &Plan,
    due_at: Timestamp,
    calendar: &WorkCalendar,
    pauses: &[Pause],
) -> Vec<AlarmPoint> {
    let warnings = rule.warnings.iter().zip(0_u8..).filter_map(|(warning, rung)| {
        let at = warn_at(warning, plan, due_at, calendar, pauses)?;
        (at > plan.from && at <= due_at).then_some((AlarmLevel::Warning(rung), at))
    });
    let escalations = rule
        .escalations
        .iter()
        .zip(0_u8..)
        .map(|(escalation, rung)| (AlarmLevel::Escalation(rung), calendar.deadline(due_at, &escalation.after)));
    let mut points: Vec<AlarmPoint> = warnings
        .chain(std::iter::once((AlarmLevel::Breach, due_at)))
        .chain(escalations)
        .map(|(level, at)| AlarmPoint { level, at, fired_at: None })
        .collect();
    points.sort_by_key(|point| (point.at, point.level));
    points
}

fn warn_at(
    warning: &Warning,
    plan: &Plan,
    due_at: Timestamp,
    calendar: &WorkCalendar,
    pauses: &[Pause],
) -> Option<Timestamp> {
    let after = |micros: i64| calendar.run_out(&plan.budget.lasting(micros), pauses);
    if let Some(share) = warning.share {
        return after(plan.budget.micros / PERCENT * i64::from(share));
    }
    let before = warning.before.as_ref()?;
    let seconds = i64::from(before.value);
    match before.unit {
        Unit::Minutes => Some(due_at.plus_seconds(-60 * seconds)),
        Unit::Hours => Some(due_at.plus_seconds(-3_600 * seconds)),
        Unit::Days => Some(due_at.plus_seconds(-86_400 * seconds)),
        Unit::WorkingMinutes => after(plan.budget.micros - 60_000_000 * seconds),
        Unit::WorkingHours => after(plan.budget.micros - 3_600_000_000 * seconds),
        Unit::WorkingDays => days_before(before.value, plan, calendar, pauses),
        Unit::Months | Unit::DayOfMonth | Unit::DayOfQuarter | Unit::Target | Unit::NextReply => None,
    }
}

/// "One working day before the end of the fourth" is the end of the third.
fn days_before(days: u32, plan: &Plan, calendar: &WorkCalendar, pauses: &[Pause]) -> Option<Timestamp> {
    let whole = plan.amount.value.saturating_add(plan.extended);
    let left = whole.checked_sub(days).filter(|left| *left > 0)?;
    if plan.remainder {
        let part = plan.budget.micros / i64::from(whole.max(1)) * i64::from(left);
        return calendar.run_out(&plan.budget.lasting(part), pauses);
    }
    let shorter = Amount { value: left, ..plan.amount.clone() };
    calendar.run_out(&calendar.budget(plan.from, &shorter), pauses)
}

impl Budget {
    /// From the same moment and counted alike, but of another length; it ends when it is used up, not at an hour.
    pub(super) fn lasting(&self, micros: i64) -> Self {
        Self::new(self.from, micros.max(0), self.counting)
    }
}
