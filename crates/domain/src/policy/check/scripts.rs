//! Scripts can be said at every hour, and name nothing that nobody fills in.

use std::collections::BTreeSet;

use crate::policy::bundle::Bundle;
use crate::policy::scripts::{FILLED_IN, SPOKEN, Script, ScriptPart, When, placeholders};

use super::Findings;

/// The most parts of a script.
const PARTS_MAX: usize = 30;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    let festivals: BTreeSet<&str> = bundle
        .calendars
        .iter()
        .flat_map(|calendar| &calendar.days)
        .filter(|day| day.off)
        .filter_map(|day| day.name.as_deref())
        .collect();
    for (index, script) in bundle.scripts.iter().enumerate() {
        let path = format!("script[{index}]");
        parts(findings, &path, script, &festivals);
        for plan in &script.plans {
            let known = bundle.callback_plans.iter().any(|one| one.code == *plan);
            findings.add_if(!known, format!("{path}.plans"), format!("there is no callback plan `{plan}`"));
        }
        let lists = &script.applies_to;
        for kind in &lists.kinds {
            let known = bundle.kinds.iter().any(|one| one.code == *kind);
            findings.add_if(!known, format!("{path}.applies_to.kinds"), format!("there is no kind `{kind}`"));
        }
        for code in &lists.types {
            let known = bundle.types.iter().any(|one| one.code == *code);
            findings.add_if(!known, format!("{path}.applies_to.types"), format!("there is no type `{code}`"));
        }
    }
}

fn parts(findings: &mut Findings, path: &str, script: &Script, festivals: &BTreeSet<&str>) {
    let odd = script.parts.is_empty() || script.parts.len() > PARTS_MAX;
    findings.add_if(odd, format!("{path}.part"), format!("a script has 1 to {PARTS_MAX} parts"));
    for (index, part) in script.parts.iter().enumerate() {
        let path = format!("{path}.part[{index}]");
        let twice = script.parts[..index].iter().any(|earlier| earlier.code == part.code);
        findings.add_if(twice, format!("{path}.code"), "another part of this script has the code");
        words(findings, &path, part, festivals);
    }
}

fn words(findings: &mut Findings, path: &str, part: &ScriptPart, festivals: &BTreeSet<&str>) {
    let always = part.wordings.last().is_some_and(|wording| wording.when.is_none());
    findings.add_if(!always, format!("{path}.wording"), "the last words are said whenever no others are");
    for (index, wording) in part.wordings.iter().enumerate() {
        let path = format!("{path}.wording[{index}]");
        let last = index + 1 == part.wordings.len();
        findings.add_if(wording.when.is_none() && !last, path.clone(), "words that are always said stand last");
        for name in placeholders(&wording.text.zh).chain(placeholders(&wording.text.en)) {
            let known = FILLED_IN.contains(&name) || SPOKEN.contains(&name);
            findings.add_if(!known, format!("{path}.text"), format!("nothing is known as `{{{name}}}`"));
        }
        if let Some(when) = &wording.when {
            condition(findings, &format!("{path}.when"), when, festivals);
        }
    }
}

fn condition(findings: &mut Findings, path: &str, when: &When, festivals: &BTreeSet<&str>) {
    findings.add_if(*when == When::default(), path.to_owned(), "name hours, days or a festival");
    let empty = when.hours.is_some_and(|hours| hours.from == hours.to);
    findings.add_if(empty, format!("{path}.hours.to"), "the window ends when it begins");
    for day in &when.days {
        // A leap year knows every day there is.
        let known = format!("2024-{day}").parse::<jiff::civil::Date>().is_ok() && day.len() == 5;
        findings.add_if(!known, format!("{path}.days"), format!("`{day}` is not a day such as 05-01"));
    }
    if let Some(name) = &when.festival {
        let known = festivals.contains(name.as_str());
        findings.add_if(!known, format!("{path}.festival"), format!("no calendar has a day off called `{name}`"));
    }
}
