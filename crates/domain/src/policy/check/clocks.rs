//! Each clock can start, stop, stand still and be counted.

use crate::clock::Milestone;
use crate::policy::bundle::Bundle;
use crate::policy::clocks::{Amount, ClockRule, ClockScope, Condition, Unit};

use super::{Findings, alarms, amounts};

/// What may be said again while all else stays as it is. Each may begin a clock anew: it ends one cycle and starts the next.
const REPORTS: &[Milestone] = &[Milestone::Estimated, Milestone::Contacted, Milestone::CallbackAttempted];

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, clock) in bundle.clocks.iter().enumerate() {
        let path = format!("clock[{index}]");
        findings.add_if(clock.start.is_empty(), format!("{path}.start"), "nothing starts this clock");
        findings.add_if(clock.stop.is_empty(), format!("{path}.stop"), "nothing stops this clock");
        ends(findings, &path, clock);
        pauses(findings, &path, clock);
        amounts::check(findings, &format!("{path}.amount"), &clock.amount);
        next_reply(findings, &path, clock);
        earliest(findings, &path, clock);
        calendar(findings, &path, clock);
        alarms::check(findings, &path, clock);
        let silent = clock.explain && clock.scope != ClockScope::WorkOrder;
        findings.add_if(silent, format!("{path}.explain"), "only the unit of a work order is asked to explain");
    }
}

/// What starts a clock does not also end it, but for reports, which begin it anew.
fn ends(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let again = |milestone: &&Milestone| clock.start.contains(milestone) && REPORTS.contains(milestone);
    let only_again = clock.stop.iter().filter(again).count() == clock.stop.len();
    for (place, milestone) in clock.stop.iter().enumerate() {
        let both = clock.start.contains(milestone) && (only_again || !REPORTS.contains(milestone));
        findings.add_if(both, format!("{path}.stop[{place}]"), "this also starts the clock");
    }
    for (place, milestone) in clock.cancel.iter().enumerate() {
        let both = clock.start.contains(milestone) || clock.stop.contains(milestone);
        findings.add_if(both, format!("{path}.cancel[{place}]"), "this also starts or stops the clock");
    }
}

/// When the customer will hear again is said in a contact by the unit of a work order, nowhere else.
fn next_reply(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let said = clock.scope == ClockScope::WorkOrder && clock.start == [Milestone::Contacted];
    let unsaid = clock.amount.unit == Unit::NextReply && !said;
    findings.add_if(
        unsaid,
        format!("{path}.start"),
        "only `contacted`, of a work order, says when the customer hears again",
    );
}

fn earliest(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let Some(amount) = &clock.not_before else { return };
    let path = format!("{path}.not_before");
    amounts::check(findings, &path, amount);
    findings.add_if(amount.unit.is_moment(), path.clone(), "an earliest moment is a length, not a target");
    let never = clock.amount.at_least.is_none() && alarms::is_longer(amount, &clock.amount);
    findings.add_if(never, path, "the earliest moment lies after the end of the limit");
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
    let (limit, earliest) = (clock.amount.is_working(), clock.not_before.as_ref().is_some_and(Amount::is_working));
    let working = limit || earliest;
    let missing = working && clock.calendar.is_none();
    let place = format!("{path}.{}", if limit { "amount" } else { "not_before" });
    findings.add_if(missing, place, "working time needs a `calendar`");
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
