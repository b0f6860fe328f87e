//! What a kind allows to suspend and to extend can be used.

use crate::code::{ClockCode, TypeCode};
use crate::policy::bundle::Bundle;
use crate::policy::catalogue::{ExtensionRules, Kind, SuspensionRules};
use crate::policy::clocks::ClockScope;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, kind) in bundle.kinds.iter().enumerate() {
        if let Some(rules) = kind.suspension {
            suspension(findings, &format!("kind[{index}].suspension"), rules, bundle);
        }
        if let Some(rules) = &kind.extension {
            extension(findings, &format!("kind[{index}].extension"), rules, kind, bundle);
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
        let idle = known && !runs_for(code, kind, bundle);
        let message = format!("no clock `{code}` ever runs over a work order of the kind `{}`", kind.code);
        findings.add_if(idle, format!("{path}.clocks[{place}]"), message);
    }
}

fn runs_for(code: &ClockCode, kind: &Kind, bundle: &Bundle) -> bool {
    let node = |code: &TypeCode| bundle.types.iter().any(|node| node.code == *code && node.kind == kind.code);
    bundle.clocks.iter().filter(|rule| rule.code == *code && rule.scope == ClockScope::WorkOrder).any(|rule| {
        let applies = &rule.applies_to;
        (applies.kinds.is_empty() || applies.kinds.contains(&kind.code))
            && (applies.types.is_empty() || applies.types.iter().any(node))
    })
}
