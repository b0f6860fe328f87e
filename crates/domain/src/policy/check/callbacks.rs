//! Callbacks can be made, and their answers decide something.

use jiff::civil::Time;

use crate::policy::bundle::Bundle;
use crate::policy::callbacks::{AnswerForm, CallbackPlan, Decides, Questionnaire};

use super::Findings;

/// The most options one question may have.
const OPTIONS_MAX: usize = 20;

pub(super) fn check(bundle: &Bundle, findings: &mut Findings) {
    for (index, plan) in bundle.callback_plans.iter().enumerate() {
        let path = format!("callback_plan[{index}]");
        findings.add_if(plan.attempts_max == 0, format!("{path}.attempts_max"), "at least one attempt is needed");
        quiet_hours(findings, &path, plan);
        let asked = bundle.questionnaires.iter().find(|entry| entry.code == plan.questionnaire);
        let decided = asked.is_none_or(|asked| deciding(asked, Decides::Satisfied).count() == 1);
        let message = "the questionnaire has no question that decides `satisfied`";
        findings.add_if(!decided, format!("{path}.questionnaire"), message);
    }
    for (index, questionnaire) in bundle.questionnaires.iter().enumerate() {
        questions(findings, &format!("questionnaire[{index}]"), questionnaire);
    }
}

fn deciding(questionnaire: &Questionnaire, what: Decides) -> impl Iterator<Item = usize> {
    let decides = move |(_, question): &(usize, &crate::policy::callbacks::Question)| question.decides == Some(what);
    questionnaire.questions.iter().enumerate().filter(decides).map(|(index, _)| index)
}

fn quiet_hours(findings: &mut Findings, path: &str, plan: &CallbackPlan) {
    for (index, quiet) in plan.quiet.iter().enumerate() {
        let empty = quiet.from == quiet.to;
        findings.add_if(empty, format!("{path}.quiet[{index}].to"), "the window ends when it begins");
    }
    // A call is possible at all when it is so at midnight or at the end of some window.
    let ends = plan.quiet.iter().map(|quiet| quiet.to).chain([Time::midnight()]);
    let callable = ends.into_iter().any(|end| !plan.quiet.iter().any(|quiet| quiet.covers(end)));
    findings.add_if(!callable, format!("{path}.quiet"), "these windows leave no time to call");
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
