//! Texts say something and are not too long; ticket numbers have a sensible shape.

use crate::policy::bundle::Bundle;
use crate::policy::questionnaires::AnswerForm;
use crate::policy::vocabulary::Text;

use super::Findings;

/// The longest text of a bundle, in characters.
const TEXT_CHARS_MAX: usize = 500;
/// The longest prefix of a ticket number.
const PREFIX_DIGITS_MAX: usize = 6;

/// How long the serial part of a ticket number may be.
const DIGITS: std::ops::RangeInclusive<u8> = 4..=9;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    text(findings, "bundle.title", &bundle.bundle.title);
    let names: [(&str, Vec<&Text>); 16] = [
        ("channel", bundle.channels.iter().map(|entry| &entry.name).collect()),
        ("kind", bundle.kinds.iter().map(|entry| &entry.name).collect()),
        ("type", bundle.types.iter().map(|entry| &entry.name).collect()),
        ("level", bundle.levels.iter().map(|entry| &entry.name).collect()),
        ("area", bundle.areas.iter().map(|entry| &entry.name).collect()),
        ("unit", bundle.units.iter().map(|entry| &entry.name).collect()),
        ("role", bundle.roles.iter().map(|entry| &entry.name).collect()),
        ("clock", bundle.clocks.iter().map(|entry| &entry.name).collect()),
        ("route", bundle.routes.iter().map(|entry| &entry.name).collect()),
        ("callback_plan", bundle.callback_plans.iter().map(|entry| &entry.name).collect()),
        ("return_reason", bundle.return_reasons.iter().map(|entry| &entry.name).collect()),
        ("suspension_reason", bundle.suspension_reasons.iter().map(|entry| &entry.name).collect()),
        ("escalation_ladder", bundle.ladder.iter().map(|entry| &entry.name).collect()),
        ("attribute", bundle.attributes.iter().map(|entry| &entry.name).collect()),
        ("segment", bundle.segments.iter().map(|entry| &entry.name).collect()),
        ("notification", bundle.notifications.iter().map(|entry| &entry.name).collect()),
    ];
    for (list, texts) in names {
        for (index, entry) in texts.into_iter().enumerate() {
            text(findings, &format!("{list}[{index}].name"), entry);
        }
    }
    for (index, attribute) in bundle.attributes.iter().enumerate() {
        for (value, entry) in attribute.values.iter().enumerate() {
            text(findings, &format!("attribute[{index}].values[{value}].name"), &entry.name);
        }
    }
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        text(findings, &format!("questionnaire[{index}].name"), &questionnaire.name);
        for (question, entry) in questionnaire.questions.iter().enumerate() {
            text(findings, &format!("questionnaire[{index}].question[{question}].text"), &entry.text);
            answers(findings, &format!("questionnaire[{index}].question[{question}].answer"), &entry.answer);
        }
        for (section, entry) in questionnaire.sections.iter().enumerate() {
            text(findings, &format!("questionnaire[{index}].section[{section}].name"), &entry.name);
        }
    }
    for (index, script) in bundle.scripts.iter().enumerate() {
        text(findings, &format!("script[{index}].name"), &script.name);
        for (part, entry) in script.parts.iter().enumerate() {
            for (row, wording) in entry.wordings.iter().enumerate() {
                text(findings, &format!("script[{index}].part[{part}].wording[{row}].text"), &wording.text);
            }
        }
    }
    numbering(bundle, findings);
}

fn answers(findings: &mut Findings, path: &str, form: &AnswerForm) {
    for (index, option) in form.options().iter().enumerate() {
        text(findings, &format!("{path}.options[{index}].name"), &option.name);
    }
    if let AnswerForm::Scale { labels, .. } = form {
        for (index, label) in labels.iter().enumerate() {
            text(findings, &format!("{path}.labels[{index}].name"), &label.name);
        }
    }
}

fn text(findings: &mut Findings, path: &str, text: &Text) {
    for (language, words) in [("zh", &text.zh), ("en", &text.en)] {
        let path = format!("{path}.{language}");
        findings.add_if(words.trim().is_empty(), path.clone(), "this text is empty");
        let too_long = words.chars().count() > TEXT_CHARS_MAX;
        findings.add_if(too_long, path, format!("this text is longer than {TEXT_CHARS_MAX} characters"));
    }
}

fn numbering(bundle: &Bundle, findings: &mut Findings) {
    let digits = bundle.numbering.digits;
    let (least, most) = (DIGITS.start(), DIGITS.end());
    findings.add_if(!DIGITS.contains(&digits), "numbering.digits", format!("must be {least} to {most}"));
    let prefix = &bundle.numbering.prefix;
    let good = prefix.len() <= PREFIX_DIGITS_MAX && prefix.bytes().all(|byte| byte.is_ascii_digit());
    findings.add_if(!good, "numbering.prefix", format!("must be at most {PREFIX_DIGITS_MAX} digits"));
}
