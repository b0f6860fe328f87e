//! Each length of time means something, and ends within the horizon of the calendars.

use crate::calendar::HORIZON_DAYS;
use crate::policy::clocks::{Amount, Unit};

use super::Findings;

/// Checks an amount that stands at `place`; whether it has the calendar that it needs is not looked at.
pub(super) fn check(findings: &mut Findings, place: &str, amount: &Amount) {
    one(findings, place, amount);
    let Some(other) = &amount.at_least else { return };
    let at_least = format!("{place}.at_least");
    one(findings, &at_least, other);
    findings.add_if(other.unit.is_moment(), &at_least, "a moment that somebody names is not compared with a length");
    findings.add_if(other.at_least.is_some(), format!("{at_least}.at_least"), "only two lengths are compared");
}

fn one(findings: &mut Findings, place: &str, amount: &Amount) {
    let Amount { value, unit, at, .. } = *amount;
    match unit {
        Unit::Target | Unit::NextReply => {
            findings.add_if(value != 0, place, "an amount counted to a moment that is named has the value 0");
        }
        Unit::DayOfMonth | Unit::DayOfQuarter => {
            findings.add_if(!(1..=31).contains(&value), format!("{place}.value"), "must be a day from 1 to 31");
        }
        Unit::Days | Unit::WorkingDays if at.is_some() => {}
        _ => findings.add_if(value == 0, place, "the amount is zero"),
    }
    findings.add_if(value > longest(unit), place, format!("longer than {HORIZON_DAYS} days"));
    let hour = at.is_some() && !unit.has_hour();
    findings.add_if(hour, format!("{place}.at"), "only a limit counted in days or months ends at an hour");
}

/// The most of a unit that lies within the horizon of the calendars.
fn longest(unit: Unit) -> u32 {
    match unit {
        Unit::Minutes | Unit::WorkingMinutes => HORIZON_DAYS * 24 * 60,
        Unit::Hours | Unit::WorkingHours => HORIZON_DAYS * 24,
        Unit::Months => HORIZON_DAYS / 31,
        Unit::Days | Unit::WorkingDays | Unit::DayOfMonth | Unit::DayOfQuarter | Unit::Target | Unit::NextReply => {
            HORIZON_DAYS
        }
    }
}
