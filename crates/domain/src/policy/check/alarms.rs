//! Warnings lie within their limit, and rungs after it.

use crate::policy::clocks::{Amount, ClockRule, Unit, Warning};

use super::{Findings, amounts};

/// The most warnings, and the most rungs, of one clock.
const ALARMS_MAX: usize = 8;

pub(super) fn check(findings: &mut Findings, path: &str, clock: &ClockRule) {
    for (list, count) in [("warnings", clock.warnings.len()), ("escalations", clock.escalations.len())] {
        let many = count > ALARMS_MAX;
        findings.add_if(many, format!("{path}.{list}"), format!("more than {ALARMS_MAX} {list}"));
    }
    for (place, entry) in clock.warnings.iter().enumerate() {
        warning(findings, &format!("{path}.warnings[{place}]"), entry, clock);
    }
    for (place, escalation) in clock.escalations.iter().enumerate() {
        let place = format!("{path}.escalations[{place}].after");
        amounts::check(findings, &place, &escalation.after);
        findings.add_if(escalation.after.unit.is_moment(), place, "a rung comes after a length, not at a target");
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
        Unit::Months | Unit::DayOfMonth | Unit::DayOfQuarter | Unit::Target | Unit::NextReply => false,
    };
    findings.add_if(!fits, place.clone(), "cannot be taken from the end of this limit");
    let early = fits && clock.amount.at_least.is_none() && !is_longer(&clock.amount, before);
    let comparable = seconds(before).zip(seconds(&clock.amount)).is_some_and(|(before, whole)| before.0 == whole.0);
    findings.add_if(early && comparable, place, "the warning would be given before the clock starts");
}

/// Whether one length is longer than another that is counted alike.
pub(super) fn is_longer(amount: &Amount, other: &Amount) -> bool {
    match (seconds(amount), seconds(other)) {
        (Some((working, one)), Some((alike, other))) => working == alike && one > other,
        _ => false,
    }
}

/// Whether a length is counted in working time, and how many seconds it has; none when that depends on the day.
fn seconds(amount: &Amount) -> Option<(bool, u64)> {
    let unit = match amount.unit {
        Unit::Minutes | Unit::WorkingMinutes => 60,
        Unit::Hours | Unit::WorkingHours => 3_600,
        Unit::Days if amount.at.is_none() => 86_400,
        _ => return None,
    };
    Some((amount.unit.is_working(), unit * u64::from(amount.value)))
}
