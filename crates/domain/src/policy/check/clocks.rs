//! Each clock can start, stop and be counted.

use crate::calendar::HORIZON_DAYS;
use crate::policy::bundle::Bundle;
use crate::policy::clocks::{Amount, ClockRule, Unit};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, clock) in bundle.clocks.iter().enumerate() {
        let path = format!("clock[{index}]");
        findings.add_if(clock.start.is_empty(), format!("{path}.start"), "nothing starts this clock");
        findings.add_if(clock.stop.is_empty(), format!("{path}.stop"), "nothing stops this clock");
        for (place, milestone) in clock.stop.iter().enumerate() {
            let both = clock.start.contains(milestone);
            findings.add_if(both, format!("{path}.stop[{place}]"), "this also starts the clock");
        }
        amount(findings, &path, clock);
    }
}

fn amount(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let Amount { value, unit } = clock.amount;
    let place = format!("{path}.amount");
    let target = unit == Unit::Target;
    findings.add_if(value == 0 && !target, place.clone(), "the amount is zero");
    findings.add_if(value != 0 && target, place.clone(), "an amount counted to a target has the value 0");
    findings.add_if(value > longest(unit), place.clone(), format!("longer than {HORIZON_DAYS} days"));
    let working = matches!(unit, Unit::WorkingMinutes | Unit::WorkingHours | Unit::WorkingDays);
    findings.add_if(working && clock.calendar.is_none(), place, "working time needs a `calendar`");
    let calendar = format!("{path}.calendar");
    findings.add_if(!working && clock.calendar.is_some(), calendar, "only working time has a calendar");
}

/// The most of a unit that lies within the horizon of the calendars.
fn longest(unit: Unit) -> u32 {
    match unit {
        Unit::Minutes | Unit::WorkingMinutes => HORIZON_DAYS * 24 * 60,
        Unit::Hours | Unit::WorkingHours => HORIZON_DAYS * 24,
        Unit::Days | Unit::WorkingDays | Unit::Target => HORIZON_DAYS,
    }
}
