//! What outcomes of calls open can be opened, and is somebody's to look into.

use crate::policy::Policy;
use crate::policy::callbacks::FollowOnRule;
use crate::policy::catalogue::Handling;
use crate::policy::organisation::UnitFunction;

use super::Findings;

pub(super) fn check(policy: &Policy, findings: &mut Findings) {
    for (index, plan) in policy.bundle().callback_plans.iter().enumerate() {
        for (row, outcome) in plan.outcomes.iter().enumerate() {
            if let Some(opens) = &outcome.opens {
                follow_on(policy, findings, &format!("callback_plan[{index}].outcome[{row}].opens"), opens);
            }
        }
    }
}

fn follow_on(policy: &Policy, findings: &mut Findings, path: &str, opens: &FollowOnRule) {
    // That it exists is looked at with the other codes.
    let Some(kind) = policy.kind(&opens.kind) else { return };
    let rules = policy.rules_for(&opens.kind, opens.service_type.as_ref());
    let idle = kind.outbound || rules.is_none_or(|rules| rules.handling == Handling::None);
    findings.add_if(idle, format!("{path}.kind"), "what a call brings up is sent out; this kind never is");
    let node = opens.service_type.as_ref().and_then(|code| policy.service_type(code));
    let stranger = node.is_some_and(|node| node.kind != opens.kind);
    findings.add_if(stranger, format!("{path}.type"), "it belongs to another kind");
    let level = opens.level.as_ref().is_some_and(|level| !kind.levels.contains(level));
    findings.add_if(level, format!("{path}.level"), "the kind does not use this grade");
    let function = opens.unit.as_ref().and_then(|unit| policy.unit(unit)).map(|unit| unit.function);
    let handles = matches!(function, None | Some(UnitFunction::Department | UnitFunction::Crew));
    findings.add_if(!handles, format!("{path}.unit"), "work orders go to departments and crews only");
}
