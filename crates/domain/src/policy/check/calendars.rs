//! Calendars have work on them, in order.

use std::collections::BTreeSet;

use crate::policy::bundle::Bundle;
use crate::policy::calendars::Calendar;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, calendar) in bundle.calendars.iter().enumerate() {
        let path = format!("calendar[{index}]");
        findings.add_if(calendar.weekdays.is_empty(), format!("{path}.weekdays"), "no weekday is worked");
        findings.add_if(calendar.shifts.is_empty(), format!("{path}.shifts"), "there is no shift");
        shifts(findings, &path, calendar);
        let mut seen = BTreeSet::new();
        for (day, special) in calendar.days.iter().enumerate() {
            let again = !seen.insert(special.date);
            findings.add_if(again, format!("{path}.days[{day}].date"), format!("{} stands here twice", special.date));
        }
    }
}

fn shifts(findings: &mut Findings, path: &str, calendar: &Calendar) {
    for (index, shift) in calendar.shifts.iter().enumerate() {
        let backwards = shift.to <= shift.from && !shift.ends_at_midnight();
        findings.add_if(backwards, format!("{path}.shifts[{index}].to"), "the shift ends before it begins");
        let before = index.checked_sub(1).and_then(|before| calendar.shifts.get(before));
        let overlaps = before.is_some_and(|before| before.ends_at_midnight() || shift.from < before.to);
        let message = "the shift begins before the one above it ends";
        findings.add_if(overlaps, format!("{path}.shifts[{index}].from"), message);
    }
}
