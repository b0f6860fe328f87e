//! Matters, the escalation ladder and who does work again make sense.

use crate::policy::appeals::APPEAL_LEVELS_MAX;
use crate::policy::bundle::Bundle;
use crate::policy::catalogue::Kind;
use crate::policy::ladder::RungCondition;
use crate::policy::notifications::RECIPIENTS_MAX;
use crate::policy::organisation::UnitFunction;
use crate::policy::redo::RedoTo;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, matter) in bundle.matters.iter().enumerate() {
        let path = format!("matter[{index}]");
        findings.add_if(matter.same.is_empty(), format!("{path}.same"), "everything would be the same matter");
        findings.add_if(matter.window_days == 0, format!("{path}.window_days"), "no earlier ticket would count");
    }
    for (index, rung) in bundle.ladder.iter().enumerate() {
        let path = format!("escalation_ladder[{index}]");
        let never_or_always = match &rung.when {
            RungCondition::Repeats(least) | RungCondition::Contacts(least) => *least < 2,
            RungCondition::Redos(least) => *least < 1,
            RungCondition::Risk(risks) => risks.is_empty(),
        };
        findings.add_if(never_or_always, format!("{path}.when"), "this would hold always or never");
        let counts = matches!(rung.when, RungCondition::Repeats(_)) && bundle.matters.is_empty();
        findings.add_if(counts, format!("{path}.when"), "without a matter nothing is counted");
        let idle = rung.raise_level.is_none() && !rung.supervise && rung.notify.is_empty();
        findings.add_if(idle, path.clone(), "a rung raises the grade, supervises or tells somebody");
        let graded = |kind: &&Kind| rung.applies_to.kinds.is_empty() || rung.applies_to.kinds.contains(&kind.code);
        let foreign = |kind: &Kind| rung.raise_level.as_ref().is_some_and(|level| !kind.levels.contains(level));
        if let Some(kind) = bundle.kinds.iter().filter(graded).find(|kind| foreign(kind)) {
            findings.add(format!("{path}.raise_level"), format!("the kind `{}` has no such grade", kind.code));
        }
        let many = rung.notify.len() > RECIPIENTS_MAX;
        findings.add_if(many, format!("{path}.notify"), format!("more than {RECIPIENTS_MAX} recipients"));
    }
    for (index, level) in bundle.appeal_levels.iter().enumerate() {
        let path = format!("appeal_level[{index}]");
        let beyond = index >= APPEAL_LEVELS_MAX;
        findings.add_if(beyond, path.clone(), format!("at most {APPEAL_LEVELS_MAX} levels hear an appeal"));
        findings.add_if(level.roles.is_empty(), format!("{path}.roles"), "nobody could rule");
        let amounts: Vec<_> =
            [&level.raise_within, &level.rule_within].into_iter().chain(level.remind_after.as_ref()).collect();
        let target = amounts.iter().any(|amount| amount.unit.is_moment());
        findings.add_if(target, path.clone(), "counted from a happening, not to a target");
        let working = amounts.iter().any(|amount| amount.is_working()) && level.calendar.is_none();
        findings.add_if(working, format!("{path}.calendar"), "working time needs a calendar");
    }
    for (index, redo) in bundle.redos.iter().enumerate() {
        let path = format!("redo[{index}]");
        findings.add_if(redo.from == 0, format!("{path}.from"), "counted from 1");
        let RedoTo::Unit(code) = &redo.to else { continue };
        let works = |function| matches!(function, UnitFunction::Department | UnitFunction::Crew);
        let idle = bundle.units.iter().any(|unit| unit.code == *code && !works(unit.function));
        findings.add_if(idle, format!("{path}.to"), "this unit does not handle work orders");
    }
}
