//! What a kind allows to suspend, to extend and to put off can be used.

use crate::code::TypeCode;
use crate::policy::bundle::Bundle;
use crate::policy::catalogue::{ExtensionRules, Kind, NEXT_REPLY_DAYS_MAX, SuspensionRules};
use crate::policy::clocks::{ClockRule, ClockScope};

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, kind) in bundle.kinds.iter().enumerate() {
        if let Some(rules) = kind.suspension {
            suspension(findings, &format!("kind[{index}].suspension"), rules, bundle);
        }
        if let Some(rules) = &kind.extension {
            extension(findings, &format!("kind[{index}].extension"), rules, kind, bundle);
        }
        if let Some(days) = kind.next_reply_days {
            let message = format!("must be from 1 to {NEXT_REPLY_DAYS_MAX} days");
            let wrong = !(1..=NEXT_REPLY_DAYS_MAX).contains(&days);
            findings.add_if(wrong, format!("kind[{index}].next_reply_days"), message);
        }
    }
}

fn suspension(findings: &mut Findings, path: &str, rules: SuspensionRules, bundle: &Bundle) {
    let message = "0 allows none: leave `suspension` out instead";
    findings.add_if(rules.days_max == 0, format!("{path}.days_max"), message);
    findings.add_if(rules.per_ticket == 0, format!("{path}.per_ticket"), message);
    let unfounded = bundle.suspension_reasons.is_empty();
    findings.add_if(unfounded, path, "there is no `[[suspension_reason]]` to give");
}

fn extension(findings: &mut Findings, path: &str, rules: &ExtensionRules, kind: &Kind, bundle: &Bundle) {
    let message = "0 allows none: leave `extension` out instead";
    findings.add_if(rules.per_work_order == 0, format!("{path}.per_work_order"), message);
    findings.add_if(rules.clocks.is_empty(), format!("{path}.clocks"), "no clock may be extended");
    for (place, code) in rules.clocks.iter().enumerate() {
        let known = bundle.clocks.iter().any(|rule| rule.code == *code);
        let idle = known && !bundle.clocks.iter().any(|rule| rule.code == *code && may_run(rule, kind, bundle));
        let message = format!("no clock `{code}` ever runs over a work order of the kind `{}`", kind.code);
        findings.add_if(idle, format!("{path}.clocks[{place}]"), message);
    }
}

/// Whether a clock runs over some work orders of a kind.
fn may_run(rule: &ClockRule, kind: &Kind, bundle: &Bundle) -> bool {
    let node = |code: &TypeCode| bundle.types.iter().any(|node| node.code == *code && node.kind == kind.code);
    let applies = &rule.applies_to;
    rule.scope == ClockScope::WorkOrder
        && (applies.kinds.is_empty() || applies.kinds.contains(&kind.code))
        && (applies.types.is_empty() || applies.types.iter().any(node))
}
