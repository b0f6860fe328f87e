//! Codes are unique within their list.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::policy::bundle::Bundle;

use super::Findings;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    unique(findings, "channel", bundle.channels.iter().map(|entry| &entry.code));
    unique(findings, "kind", bundle.kinds.iter().map(|entry| &entry.code));
    unique(findings, "type", bundle.types.iter().map(|entry| &entry.code));
    unique(findings, "level", bundle.levels.iter().map(|entry| &entry.code));
    unique(findings, "area", bundle.areas.iter().map(|entry| &entry.code));
    unique(findings, "unit", bundle.units.iter().map(|entry| &entry.code));
    unique(findings, "role", bundle.roles.iter().map(|entry| &entry.code));
    unique(findings, "calendar", bundle.calendars.iter().map(|entry| &entry.code));
    unique(findings, "route", bundle.routes.iter().map(|entry| &entry.code));
    unique(findings, "callback_plan", bundle.callback_plans.iter().map(|entry| &entry.code));
    unique(findings, "questionnaire", bundle.questionnaires.iter().map(|entry| &entry.code));
    unique(findings, "script", bundle.scripts.iter().map(|entry| &entry.code));
    unique(findings, "return_reason", bundle.return_reasons.iter().map(|entry| &entry.code));
    unique(findings, "suspension_reason", bundle.suspension_reasons.iter().map(|entry| &entry.code));
    unique(findings, "attribute", bundle.attributes.iter().map(|entry| &entry.code));
    unique(findings, "segment", bundle.segments.iter().map(|entry| &entry.code));
    unique(findings, "matter", bundle.matters.iter().map(|entry| &entry.code));
    unique(findings, "escalation_ladder", bundle.ladder.iter().map(|entry| &entry.code));
    unique(findings, "notification", bundle.notifications.iter().map(|entry| &entry.code));
    unique(findings, "defect", bundle.defects.iter().map(|entry| &entry.code));
    unique(findings, "inspection_plan", bundle.inspection_plans.iter().map(|entry| &entry.code));
    unique(findings, "assessment_scheme", bundle.assessment_schemes.iter().map(|entry| &entry.code));
    for (index, attribute) in bundle.attributes.iter().enumerate() {
        unique(findings, &format!("attribute[{index}].values"), attribute.values.iter().map(|entry| &entry.code));
    }
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        let list = format!("questionnaire[{index}].question");
        unique(findings, &list, questionnaire.questions.iter().map(|entry| &entry.code));
        let list = format!("questionnaire[{index}].section");
        unique(findings, &list, questionnaire.sections.iter().map(|entry| &entry.code));
    }
}

fn unique<C: Ord + Display>(findings: &mut Findings, list: &str, codes: impl Iterator<Item = C>) {
    let mut seen = BTreeSet::new();
    for (index, code) in codes.enumerate() {
        let again = seen.contains(&code);
        findings.add_if(again, format!("{list}[{index}].code"), format!("another {list} has the code `{code}`"));
        seen.insert(code);
    }
}
