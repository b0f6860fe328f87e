//! Callbacks can be made, in time and by somebody.

use jiff::civil::Time;

use crate::policy::bundle::Bundle;
use crate::policy::callbacks::{CallbackPlan, Occasion, PerformerPlace};
use crate::policy::clocks::Unit;
use crate::policy::questionnaires::Decides;

use super::Findings;
use super::questionnaires::deciding;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, kind) in bundle.kinds.iter().enumerate() {
        let path = format!("kind[{index}]");
        let idle = kind.outbound && kind.callback_plan.is_none();
        findings.add_if(idle, format!("{path}.callback_plan"), "an outbound kind is called: by which plan?");
        let both = kind.callback_plan.is_some() && kind.no_callback.is_some();
        findings.add_if(both, format!("{path}.no_callback"), "there is a callback: by `callback_plan`");
        let asked = kind.outbound && kind.answer_on_spot;
        findings.add_if(
            asked,
            format!("{path}.answer_on_spot"),
            "nobody asks for an outbound kind: nothing is answered",
        );
    }
    for (index, plan) in bundle.callback_plans.iter().enumerate() {
        let path = format!("callback_plan[{index}]");
        findings.add_if(plan.attempts_max == 0, format!("{path}.attempts_max"), "at least one attempt is needed");
        hours(findings, &path, plan);
        occasions(findings, &path, plan);
        people(findings, &path, plan);
        for (row, sample) in plan.samples.iter().enumerate() {
            let odd = sample.percent == 0 || sample.percent > 100;
            findings.add_if(odd, format!("{path}.sample[{row}].percent"), "a share lies between 1 and 100");
        }
        let asked = bundle.questionnaires.iter().find(|entry| entry.code == plan.questionnaire);
        let decided = asked.is_none_or(|asked| deciding(asked, Decides::Satisfied).count() == 1);
        let message = "the questionnaire has no question that decides `satisfied`";
        findings.add_if(plan.closes() && !decided, format!("{path}.questionnaire"), message);
        let named = bundle.kinds.iter().any(|kind| kind.callback_plan.as_ref() == Some(&plan.code));
        let message = "a kind names this plan to close the loop; a plan with a trigger closes nothing";
        findings.add_if(named && !plan.closes(), format!("{path}.trigger"), message);
    }
}

fn hours(findings: &mut Findings, path: &str, plan: &CallbackPlan) {
    for (index, quiet) in plan.quiet.iter().enumerate() {
        let empty = quiet.from == quiet.to;
        findings.add_if(empty, format!("{path}.quiet[{index}].to"), "the window ends when it begins");
    }
    for (index, window) in plan.hours.iter().enumerate() {
        let empty = window.from >= window.to;
        findings.add_if(empty, format!("{path}.hours[{index}].to"), "the window ends before it begins");
    }
    // A call is possible at all when it is so at midnight, at the end of some quiet window, or when hours begin.
    let starts = plan.hours.iter().map(|window| window.from);
    let moments = plan.quiet.iter().map(|quiet| quiet.to).chain([Time::midnight()]).chain(starts);
    let allowed = |time| plan.hours.is_empty() || plan.hours.iter().any(|window| window.covers(time));
    let callable = |time: Time| allowed(time) && !plan.quiet.iter().any(|quiet| quiet.covers(time));
    let any = moments.into_iter().any(callable);
    findings.add_if(!any, format!("{path}.quiet"), "these windows leave no time to call");
}

fn occasions(findings: &mut Findings, path: &str, plan: &CallbackPlan) {
    let several = plan.closes() && (plan.occasions.len() > 1 || plan.occasions.iter().any(|one| one.repeat.is_some()));
    findings.add_if(several, format!("{path}.occasion"), "a plan that closes the loop calls once");
    for (index, occasion) in plan.occasions.iter().enumerate() {
        occasion_of(findings, &format!("{path}.occasion[{index}]"), plan, occasion);
    }
}

fn occasion_of(findings: &mut Findings, path: &str, plan: &CallbackPlan, occasion: &Occasion) {
    let both = occasion.from.is_some() && occasion.before.is_some();
    findings.add_if(both, format!("{path}.before"), "either `from` or `before`");
    let exact = |unit| matches!(unit, Unit::Minutes | Unit::Hours | Unit::Days);
    let odd = occasion.before.as_ref().is_some_and(|before| !exact(before.unit) || before.at.is_some());
    findings.add_if(odd, format!("{path}.before"), "counted in minutes, hours or days, without an hour");
    let amounts = [&occasion.from, &occasion.before, &occasion.until, &occasion.repeat].into_iter().flatten();
    let target = amounts.clone().any(|amount| amount.unit.is_moment());
    findings.add_if(target, path.to_owned(), "an occasion is counted from what triggers it, not to a target");
    let working = amounts.clone().any(|amount| amount.is_working()) && plan.calendar.is_none();
    findings.add_if(working, path.to_owned(), "working time needs the calendar of the plan");
    if let Some(repeat) = &occasion.repeat {
        findings.add_if(repeat.value == 0, format!("{path}.repeat"), "a series goes on by some time");
        let own = [&occasion.from, &occasion.until].into_iter().flatten().all(|amount| amount.unit == repeat.unit);
        findings.add_if(
            !own || occasion.from.is_none(),
            format!("{path}.repeat"),
            "counted in the unit of `from` and `until`",
        );
    }
}

fn people(findings: &mut Findings, path: &str, plan: &CallbackPlan) {
    for (index, rule) in plan.performers.iter().enumerate() {
        let path = format!("{path}.performers[{index}].by");
        findings.add_if(rule.by.is_empty(), path.clone(), "somebody must call");
        let alone = rule.by.iter().all(|performer| performer.at == PerformerPlace::Handler);
        let message = "the unit complained of does not call alone; add a performer of the centre";
        findings.add_if(plan.independent && alone && !rule.by.is_empty(), path, message);
    }
    let zero = plan.claim_minutes == 0;
    findings.add_if(zero, format!("{path}.claim_minutes"), "a claim holds for a while");
}
