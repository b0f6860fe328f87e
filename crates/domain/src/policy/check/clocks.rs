//! Each clock can start, stop, stand still and be counted.

use crate::clock::Milestone;
use crate::policy::bundle::Bundle;
use crate::policy::clocks::{Amount, ClockRule, ClockScope, Condition, Unit, Warning};

use super::{Findings, amounts};

/// The most warnings, and the most rungs, of one clock.
const ALARMS_MAX: usize = 8;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, clock) in bundle.clocks.iter().enumerate() {
        let path = format!("clock[{index}]");
        findings.add_if(clock.start.is_empty(), format!("{path}.start"), "nothing starts this clock");
        findings.add_if(clock.stop.is_empty(), format!("{path}.stop"), "nothing stops this clock");
        for (place, milestone) in clock.stop.iter().enumerate() {
            let both = clock.start.contains(milestone);
            findings.add_if(both, format!("{path}.stop[{place}]"), "this also starts the clock");
        }
        for (place, milestone) in clock.cancel.iter().enumerate() {
            let both = clock.start.contains(milestone) || clock.stop.contains(milestone);
            findings.add_if(both, format!("{path}.cancel[{place}]"), "this also starts or stops the clock");
        }
        pauses(findings, &path, clock);
        amounts::check(findings, &format!("{path}.amount"), &clock.amount);
        if let Some(amount) = &clock.not_before {
            amounts::check(findings, &format!("{path}.not_before"), amount);
            let target = amount.unit == Unit::Target;
            findings.add_if(target, format!("{path}.not_before"), "an earliest moment is a length, not a target");
        }
        calendar(findings, &path, clock);
        alarms(findings, &path, clock);
    }
}

/// A clock that stands still from the moment it starts, and never goes on, would never run out.
fn pauses(findings: &mut Findings, path: &str, clock: &ClockRule) {
    for (place, milestone) in clock.pause.iter().enumerate() {
        let place = format!("{path}.pause[{place}]");
        findings.add_if(
            clock.start.contains(milestone),
            place.clone(),
            "this also starts the clock: it would never run",
        );
        findings.add_if(clock.resume.contains(milestone), place.clone(), "this also lets the clock go on");
        findings.add_if(clock.resume.is_empty(), place, "nothing lets the clock go on: `resume` is empty");
    }
    let idle = clock.pause.is_empty() && !clock.resume.is_empty();
    findings.add_if(idle, format!("{path}.resume"), "nothing stops the clock for a while: `pause` is empty");
    for (place, condition) in clock.pause_while.iter().enumerate() {
        let begins = clock.start.iter().find(|milestone| begins(*condition) == Some(**milestone));
        if let Some(milestone) = begins {
            let message = format!("`{}` begins this state: the clock would never run", milestone.as_str());
            findings.add(format!("{path}.pause_while[{place}]"), message);
        }
    }
}

/// The milestone that leads into a state in which nothing the clock waits for can happen.
fn begins(condition: Condition) -> Option<Milestone> {
    match condition {
        Condition::Suspended => Some(Milestone::Suspended),
        Condition::AwaitingCustomer => Some(Milestone::CustomerAwaited),
        Condition::Returned => Some(Milestone::Returned),
        Condition::Draft => Some(Milestone::Opened),
        // It becomes callable by itself.
        Condition::CallbackScheduled => None,
    }
}

fn calendar(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let after = clock.escalations.iter().map(|escalation| &escalation.after);
    let before = clock.warnings.iter().filter_map(|warning| warning.before.as_ref());
    let working = clock.amount.is_working() || clock.not_before.as_ref().is_some_and(Amount::is_working);
    let missing = working && clock.calendar.is_none();
    findings.add_if(missing, format!("{path}.amount"), "working time needs a `calendar`");
    let alarms = after.chain(before).any(Amount::is_working);
    let missing = alarms && !missing && clock.calendar.is_none();
    findings.add_if(missing, path.to_owned(), "warnings and escalations in working time need a `calendar`");
    // Hours of the day are read in the calendar's zone.
    let superfluous = !working && !alarms && clock.amount.at.is_none() && clock.calendar.is_some();
    findings.add_if(superfluous, format!("{path}.calendar"), "only working time has a calendar");
    let of_unit = clock.unit_calendar && (clock.scope != ClockScope::WorkOrder || clock.calendar.is_none());
    let message = "only clocks of work orders, with a `calendar` for units without one, follow the unit's calendar";
    findings.add_if(of_unit, format!("{path}.unit_calendar"), message);
}

fn alarms(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let many = clock.warnings.len() > ALARMS_MAX || clock.escalations.len() > ALARMS_MAX;
    findings.add_if(many, path.to_owned(), format!("more than {ALARMS_MAX} warnings or escalations"));
    for (place, entry) in clock.warnings.iter().enumerate() {
        warning(findings, &format!("{path}.warnings[{place}]"), entry, clock);
    }
    for (place, escalation) in clock.escalations.iter().enumerate() {
        let place = format!("{path}.escalations[{place}].after");
        amounts::check(findings, &place, &escalation.after);
        findings.add_if(escalation.after.unit == Unit::Target, place, "a rung comes after a length, not at a target");
    }
}

fn warning(findings: &mut Findings, path: &str, warning: &Warning, clock: &ClockRule) {
    let one = warning.before.is_some() != warning.share.is_some();
    findings.add_if(!one, path.to_owned(), "give either `before` or `share`");
    let share = warning.share.is_some_and(|share| !(1..=99).contains(&share));
    findings.add_if(share, format!("{path}.share"), "must be a percentage from 1 to 99");
    let Some(before) = &warning.before else { return };
    let place = format!("{path}.before");
    amounts::check(findings, &place, before);
    let fits = match before.unit {
        Unit::Minutes | Unit::Hours | Unit::Days => true,
        Unit::WorkingMinutes | Unit::WorkingHours => clock.amount.unit.is_working(),
        Unit::WorkingDays => clock.amount.unit == Unit::WorkingDays && clock.amount.value > before.value,
        Unit::Months | Unit::DayOfMonth | Unit::DayOfQuarter | Unit::Target => false,
    };
    findings.add_if(!fits, place, "cannot be taken from the end of this limit");
}
