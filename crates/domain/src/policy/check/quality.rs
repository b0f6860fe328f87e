//! People can be measured by what the bundle says.

use std::collections::BTreeSet;

use crate::indicator::{Direction, Unit};
use crate::policy::assessments::CountedIndicator;
use crate::policy::bundle::Bundle;
use crate::policy::quality::GamingCheck;
use crate::quality::Check;

use super::Findings;

/// Weights of a scheme together.
const WHOLE: u32 = 100;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    defects(bundle, findings);
    ladders(bundle, findings);
    inspections(bundle, findings);
    for (index, rule) in bundle.gaming_checks.iter().enumerate() {
        gaming(findings, &format!("gaming_check[{index}]"), rule);
    }
    schemes(bundle, findings);
}

fn defects(bundle: &Bundle, findings: &mut Findings) {
    for (index, defect) in bundle.defects.iter().enumerate() {
        let odd = defect.fine.is_some_and(|fine| fine.max.is_some_and(|max| max < fine.min));
        findings.add_if(odd, format!("defect[{index}].fine.max"), "less than the least");
    }
}

fn ladders(bundle: &Bundle, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for (index, ladder) in bundle.offence_ladders.iter().enumerate() {
        let path = format!("offence_ladder[{index}]");
        findings.add_if(ladder.steps.is_empty(), format!("{path}.step"), "a ladder has steps");
        findings.add_if(ladder.months == 0, format!("{path}.months"), "offences count for a while");
        for (place, code) in ladder.defects.iter().enumerate() {
            let at = format!("{path}.defects[{place}]");
            let known = bundle.defects.iter().any(|defect| defect.code == *code);
            findings.add_if(!known, at.clone(), format!("there is no defect `{code}`"));
            findings.add_if(!seen.insert(code), at, format!("`{code}` stands on another ladder, too"));
        }
    }
}

fn inspections(bundle: &Bundle, findings: &mut Findings) {
    for (index, plan) in bundle.inspection_plans.iter().enumerate() {
        let path = format!("inspection_plan[{index}]");
        let mut seen = BTreeSet::new();
        for (place, item) in plan.items.iter().enumerate() {
            let at = format!("{path}.item[{place}]");
            findings.add_if(
                !seen.insert(&item.code),
                format!("{at}.code"),
                format!("`{}` is another item, too", item.code),
            );
            let known = bundle.defects.iter().any(|defect| defect.code == item.defect);
            findings.add_if(!known, format!("{at}.defect"), format!("there is no defect `{}`", item.defect));
            let looked_for = plan.defects.is_empty() || plan.defects.contains(&item.defect);
            findings.add_if(
                !looked_for,
                format!("{at}.defect"),
                format!("the plan does not look for `{}`", item.defect),
            );
            let shared = plan.items.iter().take(place).any(|earlier| earlier.defect == item.defect);
            findings.add_if(
                shared,
                format!("{at}.defect"),
                format!("`{}` is the defect of another item, too", item.defect),
            );
        }
        for (place, role) in plan.tell.iter().enumerate() {
            let known = bundle.roles.iter().any(|entry| entry.code == *role);
            findings.add_if(!known, format!("{path}.tell[{place}]"), format!("there is no role `{role}`"));
        }
        let odd = plan.percent == 0 || plan.percent > 100;
        findings.add_if(odd, format!("{path}.percent"), "a share lies between 1 and 100");
        for (place, code) in plan.defects.iter().enumerate() {
            let known = bundle.defects.iter().any(|defect| defect.code == *code);
            findings.add_if(!known, format!("{path}.defects[{place}]"), format!("there is no defect `{code}`"));
        }
    }
}

fn gaming(findings: &mut Findings, path: &str, rule: &GamingCheck) {
    let (minutes, count) = match rule.check {
        Check::LatePause | Check::Renewal => (true, false),
        Check::BulkClosing => (true, true),
        Check::CopiedReply => (false, true),
        Check::StaffNumber | Check::FarArrival | Check::ForbiddenWords => (false, false),
    };
    let far = rule.check == Check::FarArrival && rule.metres.is_none_or(|metres| metres == 0);
    findings.add_if(far, format!("{path}.metres"), "how many?");
    let words = rule.check == Check::ForbiddenWords;
    let blank = rule.words.iter().any(|word| !word.chars().any(|letter| !letter.is_whitespace()));
    findings.add_if(words && (rule.words.is_empty() || blank), format!("{path}.words"), "which?");
    findings.add_if(
        !words && !rule.words.is_empty(),
        format!("{path}.words"),
        "only `forbidden_words` looks for words",
    );
    findings.add_if(minutes && rule.minutes.is_none_or(|minutes| minutes == 0), format!("{path}.minutes"), "how many?");
    findings.add_if(count && rule.count.is_none_or(|count| count < 2), format!("{path}.count"), "at least two");
}

fn schemes(bundle: &Bundle, findings: &mut Findings) {
    for (index, scheme) in bundle.assessment_schemes.iter().enumerate() {
        let path = format!("assessment_scheme[{index}]");
        let parties = scheme.parties.iter().map(|party| u32::from(party.weight));
        let sum: u32 = parties.chain(scheme.indicators.iter().map(|one| u32::from(one.weight))).sum();
        findings.add_if(sum != WHOLE, path.clone(), format!("the weights are together {sum}, not {WHOLE}"));
        let distinct: BTreeSet<_> = scheme.parties.iter().map(|party| party.party).collect();
        let twice = distinct.len() < scheme.parties.len();
        findings.add_if(twice, format!("{path}.party"), "each party rates once");
        for (place, role) in scheme.roles.iter().enumerate() {
            let known = bundle.roles.iter().any(|entry| entry.code == *role);
            findings.add_if(!known, format!("{path}.roles[{place}]"), format!("there is no role `{role}`"));
        }
        for (place, indicator) in scheme.indicators.iter().enumerate() {
            counted(findings, &format!("{path}.indicator[{place}]"), indicator);
        }
    }
}

/// What is counted is either entries of the log or an indicator that has a target.
fn counted(findings: &mut Findings, path: &str, counted: &CountedIndicator) {
    if counted.complaints {
        let both = !counted.counts.is_empty() || counted.indicator.is_some();
        findings.add_if(both, format!("{path}.complaints"), "either complaints or something else");
        let weighs = counted.weight > 0;
        return findings.add_if(weighs, format!("{path}.weight"), "complaints are only shown: their weight is 0");
    }
    let Some(code) = &counted.indicator else {
        findings.add_if(counted.target == 0, format!("{path}.target"), "at least one");
        findings.add_if(counted.counts.is_empty(), format!("{path}.counts"), "what is counted?");
        return;
    };
    findings.add_if(!counted.counts.is_empty(), format!("{path}.counts"), "either entries of the log or an indicator");
    let Some(known) = counted.registered() else {
        return findings.add(format!("{path}.indicator"), format!("there is no indicator `{code}`"));
    };
    let fits = matches!(known.unit, Unit::Count | Unit::Share);
    findings.add_if(!fits, format!("{path}.indicator"), "only a count or a share has a target here");
    let share = known.unit == Unit::Share;
    findings.add_if(share && counted.target > 100, format!("{path}.target"), "a share is at most 100 percent");
    let none = counted.target == 0 && !(share && known.direction == Direction::Lower);
    findings.add_if(none, format!("{path}.target"), "at least one");
}
