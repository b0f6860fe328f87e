//! Notifications have a cause and somebody who is told; quiet hours leave some of the day.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::organisation::UNIT_DEPTH_MAX;
use crate::policy::bundle::Bundle;
use crate::policy::notifications::{NotificationRule, Place, RECIPIENTS_MAX, Recipient};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, rule) in bundle.notifications.iter().enumerate() {
        let path = format!("notification[{index}]");
        let silent = rule.on.is_empty() && rule.on_clock.is_empty();
        findings.add_if(silent, path.clone(), "nothing is told: `on` and `on_clock` are both empty");
        findings.add_if(rule.to.is_empty(), format!("{path}.to"), "nobody is told");
        let crowd = rule.to.len() > RECIPIENTS_MAX;
        findings.add_if(crowd, format!("{path}.to"), format!("more than {RECIPIENTS_MAX} recipients"));
        recipients(findings, &format!("{path}.to"), &rule.to);
        repeated(findings, &format!("{path}.on"), rule.on.iter().map(|milestone| milestone.as_str()));
        repeated(findings, &format!("{path}.channels"), rule.channels.iter().map(|channel| channel.as_str()));
        clocks(findings, &path, rule, bundle);
    }
    roles(bundle, findings);
}

/// Recipients that can be found; clock rules have such lists, too.
fn recipients(findings: &mut Findings, list: &str, recipients: &[Recipient]) {
    let mut seen = BTreeSet::new();
    for (index, recipient) in recipients.iter().enumerate() {
        let path = format!("{list}[{index}]");
        findings.add_if(!seen.insert(recipient), path.clone(), "this recipient stands here twice");
        let high = usize::from(recipient.up) >= UNIT_DEPTH_MAX;
        findings.add_if(high, format!("{path}.up"), format!("the tree of units has {UNIT_DEPTH_MAX} levels"));
        let person = recipient.at == Place::FirstAsked && recipient.up > 0;
        findings.add_if(person, format!("{path}.up"), "a person has no unit above");
    }
}

fn clocks(findings: &mut Findings, path: &str, rule: &NotificationRule, bundle: &Bundle) {
    for (index, trigger) in rule.on_clock.iter().enumerate() {
        let known = bundle.clocks.iter().any(|clock| clock.code == trigger.clock);
        let place = format!("{path}.on_clock[{index}].clock");
        findings.add_if(!known, place, format!("there is no clock `{}`", trigger.clock));
        let again = rule.on_clock.iter().take(index).any(|earlier| earlier == trigger);
        findings.add_if(again, format!("{path}.on_clock[{index}]"), "this stands here twice");
    }
}

fn repeated<T: Ord + Display>(findings: &mut Findings, list: &str, entries: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for (index, entry) in entries.enumerate() {
        let message = format!("`{entry}` stands here twice");
        findings.add_if(!seen.insert(entry), format!("{list}[{index}]"), message);
    }
}

fn roles(bundle: &Bundle, findings: &mut Findings) {
    for (index, role) in bundle.roles.iter().enumerate() {
        let empty = role.quiet_hours.is_some_and(|quiet| quiet.from == quiet.to);
        findings.add_if(empty, format!("role[{index}].quiet_hours.to"), "the quiet hours end when they begin");
        let never = role.cap_per_hour == Some(0);
        let message = "nothing would ever be pushed; leave the channels out instead";
        findings.add_if(never, format!("role[{index}].cap_per_hour"), message);
    }
}
