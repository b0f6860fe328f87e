//! Questionnaires can be answered, their answers decide something, and scales that bear one name are one scale.

mod forms;

use std::collections::BTreeMap;

use crate::fact::{RECOMMEND_ENDS, RECOMMEND_SCALE};
use crate::policy::bundle::Bundle;
use crate::policy::questionnaires::{AnswerForm, Decides, Question, Questionnaire, Why};

use super::Findings;

/// The most questions one questionnaire may have; the API takes no more answers than this.
const QUESTIONS_MAX: usize = 100;
/// The longest time in which customers may answer by themselves, in hours: ninety days.
const HOURS_MAX: u16 = 90 * 24;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        questions(findings, &format!("questionnaire[{index}]"), questionnaire);
    }
    scales(bundle, findings);
}

pub(super) fn deciding(questionnaire: &Questionnaire, what: Decides) -> impl Iterator<Item = usize> {
    let decides = move |(_, question): &(usize, &Question)| question.decides == Some(what);
    questionnaire.questions.iter().enumerate().filter(decides).map(|(index, _)| index)
}

fn questions(findings: &mut Findings, path: &str, questionnaire: &Questionnaire) {
    let count = questionnaire.questions.len();
    findings.add_if(count == 0, format!("{path}.question"), "nothing is asked");
    let message = format!("at most {QUESTIONS_MAX} questions");
    findings.add_if(count > QUESTIONS_MAX, format!("{path}.question"), message);
    if let Some(own) = &questionnaire.self_service {
        let odd = own.hours == 0 || own.hours > HOURS_MAX;
        findings.add_if(odd, format!("{path}.self_service.hours"), format!("1 to {HOURS_MAX} hours"));
        let none = !own.link && !own.sms && !own.keypad;
        findings.add_if(none, format!("{path}.self_service"), "name `link`, `sms` or `keypad`");
    }
    for (index, section) in questionnaire.sections.iter().enumerate() {
        let empty = !questionnaire.questions.iter().any(|one| one.section.as_ref() == Some(&section.code));
        findings.add_if(empty, format!("{path}.section[{index}]"), "no question belongs to this section");
    }
    for what in [Decides::Solved, Decides::Satisfied] {
        for second in deciding(questionnaire, what).skip(1) {
            findings.add(format!("{path}.question[{second}].decides"), "another question already decides this");
        }
    }
    for (index, question) in questionnaire.questions.iter().enumerate() {
        let path = format!("{path}.question[{index}]");
        forms::check(findings, &path, question);
        demands(findings, &path, questionnaire, index);
        let lost = question.section.as_ref().is_some_and(|own| !questionnaire.sections.iter().any(|s| s.code == *own));
        findings.add_if(lost, format!("{path}.section"), "there is no such section");
    }
}

/// When a question must be answered makes sense.
fn demands(findings: &mut Findings, path: &str, questionnaire: &Questionnaire, index: usize) {
    let question = &questionnaire.questions[index];
    let undecided = question.decides.is_some() && !question.required;
    findings.add_if(undecided, format!("{path}.required"), "a question that decides must be required");
    if let Some(condition) = &question.required_if {
        let path = format!("{path}.required_if");
        findings.add_if(question.required, path.clone(), "it is required in any case");
        findings.add_if(condition.is.is_empty(), format!("{path}.is"), "name at least one answer");
        match questionnaire.questions[..index].iter().find(|earlier| earlier.code == condition.question) {
            None => findings.add(format!("{path}.question"), "there is no earlier question with this code"),
            Some(earlier) => {
                for answer in condition.is.iter().filter(|answer| !forms::takes(&earlier.answer, answer)) {
                    findings.add(format!("{path}.is"), format!("that question has no answer `{answer}`"));
                }
            }
        }
    }
    let path_own = format!("{path}.self_service_only");
    let must = question.required || question.required_if.is_some() || question.when_dissatisfied.is_some();
    findings.add_if(
        question.self_service_only && must,
        path_own.clone(),
        "what only some are asked must not be required",
    );
    let nobody = question.self_service_only && questionnaire.self_service.is_none();
    findings.add_if(nobody, path_own, "nobody answers this questionnaire by himself");
    let Some(why) = question.when_dissatisfied else { return };
    let path = format!("{path}.when_dissatisfied");
    let twice = question.required || question.required_if.is_some() || question.decides.is_some();
    findings.add_if(twice, path.clone(), "such a question has no other condition and decides nothing");
    let decided = questionnaire.questions.iter().any(|one| one.decides.is_some());
    findings.add_if(!decided, path.clone(), "no question decides whether the customer is content");
    let fits = match why {
        Why::Comment => matches!(question.answer, AnswerForm::Text { .. }),
        Why::Cause => !question.answer.options().is_empty(),
    };
    findings.add_if(!fits, path, "a comment is free text, a cause one or several of a list");
}

/// Questions on one scale measure alike: the same kind of answer between the same ends, with the same meaning.
fn scales(bundle: &Bundle, findings: &mut Findings) {
    let mut known: BTreeMap<&str, (&Question, String)> = BTreeMap::new();
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        for (row, question) in questionnaire.questions.iter().enumerate() {
            let Some(scale) = &question.scale else { continue };
            let path = format!("questionnaire[{index}].question[{row}]");
            let none = question.answer.ends().is_none();
            findings.add_if(none, format!("{path}.scale"), "such answers stand on no scale");
            let recommends = scale.as_str() == RECOMMEND_SCALE;
            let odd = recommends && question.answer.ends().is_some_and(|ends| ends != RECOMMEND_ENDS);
            findings.add_if(odd, format!("{path}.scale"), "`nps` goes from 0 to 10; give other scales another name");
            match known.get(scale.as_str()) {
                Some((first, place)) if !forms::measure_alike(&first.answer, &question.answer) => {
                    let message = format!("the scale `{scale}` reads otherwise at {place}");
                    findings.add(format!("{path}.scale"), message);
                }
                Some(_) => {}
                None => {
                    known.insert(scale.as_str(), (question, path));
                }
            }
        }
    }
}
