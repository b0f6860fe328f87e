//! Forms of answers make sense by themselves, and beside what the question decides.

use std::collections::BTreeSet;

use crate::policy::questionnaires::{AnswerForm, AnswerOption, Decides, Question, ScaleLabel};

use super::super::Findings;

/// The most options one question may have.
const OPTIONS_MAX: usize = 20;
/// The widest scale: 0 to 100.
const SCALE_STEPS_MAX: i32 = 100;

pub(super) fn check(findings: &mut Findings, path: &str, question: &Question) {
    let decides = question.decides;
    let path = format!("{path}.answer");
    match &question.answer {
        AnswerForm::Choice { options } => choice(findings, &path, options, decides),
        AnswerForm::Multiple { options, max } => {
            listed(findings, &path, options);
            let odd = max.is_some_and(|max| max == 0 || usize::from(max) > options.len());
            findings.add_if(odd, format!("{path}.max"), "between 1 and the number of options");
            findings.add_if(decides.is_some(), path, "several answers decide nothing");
        }
        AnswerForm::Scale { from, to, labels, content_from } => {
            scale(findings, &path, (*from, *to), labels);
            let within = content_from.is_none_or(|at| *from < at && at <= *to);
            findings.add_if(!within, format!("{path}.content_from"), "above `from`, and no more than `to`");
            let blind = decides == Some(Decides::Satisfied) && content_from.is_none();
            findings.add_if(blind, path.clone(), "say with `content_from` from where on the customer is content");
            findings.add_if(decides == Some(Decides::Solved), path, "`solved` is decided by yes or no");
        }
        AnswerForm::Number { min, max } => {
            findings.add_if(min >= max, format!("{path}.max"), "must be more than `min`");
            findings.add_if(decides.is_some(), path, "a number decides nothing; use a scale");
        }
        AnswerForm::Text { max } => {
            findings.add_if(*max == 0, path.clone(), "no text fits into 0 characters");
            findings.add_if(decides.is_some(), path, "free text decides nothing");
        }
        AnswerForm::YesNo => {
            let message = "`satisfied` is decided by a choice or a scale";
            findings.add_if(decides == Some(Decides::Satisfied), path, message);
        }
    }
}

fn choice(findings: &mut Findings, path: &str, options: &[AnswerOption], decides: Option<Decides>) {
    listed(findings, path, options);
    let content = options.iter().filter(|option| option.content).count();
    let blind = decides == Some(Decides::Satisfied) && (content == 0 || content == options.len());
    findings.add_if(blind, path.to_owned(), "some options must be `content` and some not");
    findings.add_if(decides == Some(Decides::Solved), path.to_owned(), "`solved` is decided by yes or no");
    let points: Vec<i16> = options.iter().filter_map(|option| option.points).collect();
    let unlike = points.iter().collect::<BTreeSet<_>>().len();
    findings.add_if(unlike < points.len() || unlike == 1, path.to_owned(), "options on a scale have different points");
}

fn listed(findings: &mut Findings, path: &str, options: &[AnswerOption]) {
    let few = !(2..=OPTIONS_MAX).contains(&options.len());
    findings.add_if(few, path.to_owned(), format!("a choice has 2 to {OPTIONS_MAX} options"));
    let unlike = options.iter().map(|option| &option.value).collect::<BTreeSet<_>>().len();
    findings.add_if(unlike < options.len(), path.to_owned(), "two options have the same value");
}

fn scale(findings: &mut Findings, path: &str, (from, to): (i16, i16), labels: &[ScaleLabel]) {
    let steps = i32::from(to) - i32::from(from);
    let odd = !(1..=SCALE_STEPS_MAX).contains(&steps);
    findings.add_if(odd, format!("{path}.to"), format!("above `from`, by at most {SCALE_STEPS_MAX}"));
    for (index, label) in labels.iter().enumerate() {
        let path = format!("{path}.labels[{index}].at");
        findings.add_if(!(from..=to).contains(&label.at), path.clone(), "lies outside the scale");
        let twice = labels[..index].iter().any(|earlier| earlier.at == label.at);
        findings.add_if(twice, path, "another label stands there");
    }
}

/// Whether a question of this form may be answered so, as far as a condition can name it.
pub(super) fn takes(form: &AnswerForm, answer: &str) -> bool {
    match form {
        AnswerForm::YesNo => answer == "yes" || answer == "no",
        AnswerForm::Choice { options } | AnswerForm::Multiple { options, .. } => {
            options.iter().any(|option| option.value.as_str() == answer)
        }
        AnswerForm::Scale { from, to, .. } => answer.parse::<i16>().is_ok_and(|at| (*from..=*to).contains(&at)),
        AnswerForm::Number { .. } | AnswerForm::Text { .. } => false,
    }
}

/// Whether answers of both forms mean the same.
pub(super) fn measure_alike(one: &AnswerForm, other: &AnswerForm) -> bool {
    let places = |options: &[AnswerOption]| -> BTreeSet<_> {
        options.iter().map(|option| (option.value.clone(), option.points)).collect()
    };
    match (one, other) {
        (AnswerForm::Choice { options: one }, AnswerForm::Choice { options: other }) => places(one) == places(other),
        (AnswerForm::YesNo, AnswerForm::YesNo)
        | (AnswerForm::Scale { .. }, AnswerForm::Scale { .. })
        | (AnswerForm::Number { .. }, AnswerForm::Number { .. }) => one.ends() == other.ends(),
        _ => false,
    }
}
