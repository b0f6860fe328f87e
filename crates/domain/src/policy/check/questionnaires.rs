//! Questionnaires can be answered, and their answers decide something.

use crate::policy::bundle::Bundle;
use crate::policy::questionnaires::{AnswerForm, Decides, Question, Questionnaire};

use super::Findings;

/// The most options one question may have.
const OPTIONS_MAX: usize = 20;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        questions(findings, &format!("questionnaire[{index}]"), questionnaire);
    }
}

pub(super) fn deciding(questionnaire: &Questionnaire, what: Decides) -> impl Iterator<Item = usize> {
    let decides = move |(_, question): &(usize, &Question)| question.decides == Some(what);
    questionnaire.questions.iter().enumerate().filter(decides).map(|(index, _)| index)
}

fn questions(findings: &mut Findings, path: &str, questionnaire: &Questionnaire) {
    findings.add_if(questionnaire.questions.is_empty(), format!("{path}.question"), "nothing is asked");
    for what in [Decides::Solved, Decides::Satisfied] {
        for second in deciding(questionnaire, what).skip(1) {
            findings.add(format!("{path}.question[{second}].decides"), "another question already decides this");
        }
    }
    for (index, question) in questionnaire.questions.iter().enumerate() {
        let path = format!("{path}.question[{index}]");
        let undecided = question.decides.is_some() && !question.required;
        findings.add_if(undecided, format!("{path}.required"), "a question that decides must be required");
        match (&question.answer, question.decides) {
            (AnswerForm::Choice { options }, decides) => {
                let count = options.len();
                let few = !(2..=OPTIONS_MAX).contains(&count);
                findings.add_if(few, format!("{path}.answer"), format!("a choice has 2 to {OPTIONS_MAX} options"));
                let content = options.iter().filter(|option| option.content).count();
                let blind = decides == Some(Decides::Satisfied) && (content == 0 || content == count);
                findings.add_if(blind, format!("{path}.answer"), "some options must be `content` and some not");
                let solved = decides == Some(Decides::Solved);
                findings.add_if(solved, format!("{path}.answer"), "`solved` is decided by yes or no");
            }
            (AnswerForm::Text { max }, decides) => {
                findings.add_if(*max == 0, format!("{path}.answer"), "no text fits into 0 characters");
                findings.add_if(decides.is_some(), format!("{path}.answer"), "free text decides nothing");
            }
            (AnswerForm::YesNo, Some(Decides::Satisfied)) => {
                findings.add(format!("{path}.answer"), "`satisfied` is decided by a choice");
            }
            (AnswerForm::YesNo, _) => {}
        }
    }
}
