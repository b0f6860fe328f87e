//! Each clock can start, stop and be counted.

use crate::policy::bundle::Bundle;
use crate::policy::clocks::ClockRule;

use super::{Findings, amounts};

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, clock) in bundle.clocks.iter().enumerate() {
        let path = format!("clock[{index}]");
        findings.add_if(clock.start.is_empty(), format!("{path}.start"), "nothing starts this clock");
        findings.add_if(clock.stop.is_empty(), format!("{path}.stop"), "nothing stops this clock");
        for (place, milestone) in clock.stop.iter().enumerate() {
            let both = clock.start.contains(milestone);
            findings.add_if(both, format!("{path}.stop[{place}]"), "this also starts the clock");
        }
        amounts::check(findings, &format!("{path}.amount"), &clock.amount);
        calendar(findings, &path, clock);
    }
}

fn calendar(findings: &mut Findings, path: &str, clock: &ClockRule) {
    let working = clock.amount.is_working();
    let missing = working && clock.calendar.is_none();
    findings.add_if(missing, format!("{path}.amount"), "working time needs a `calendar`");
    let superfluous = !working && clock.calendar.is_some();
    findings.add_if(superfluous, format!("{path}.calendar"), "only working time has a calendar");
}
