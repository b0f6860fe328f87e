//! Answers against their questionnaire: whether they count, and whether the customer is content.

use std::collections::BTreeMap;

use crate::code::QuestionCode;
use crate::policy::questionnaires::{AnswerForm, AnswerOption, Decides, Question, Questionnaire};
use crate::refusal::{Refusal, RefusalCode};

/// Answers by question, as text: `yes` or `no`; the value of an option; the values of several options with a space between
/// them, such as `slow rude`; the digits of a number; free text.
pub type Answers = BTreeMap<QuestionCode, String>;

/// The options named in the answer to a multiple choice.
pub fn chosen(answer: &str) -> impl Iterator<Item = &str> {
    answer.split_ascii_whitespace()
}

/// Checks the answers against the questionnaire and says whether the customer is content: the matter solved (是否解决)
/// and the customer satisfied (是否满意), as far as the questionnaire asks. A text of blanks is no answer.
///
/// # Errors
/// [`RefusalCode::AnswersInvalid`], naming the question.
pub fn judge(questionnaire: &Questionnaire, answers: &Answers) -> Result<bool, Refusal> {
    match faults(questionnaire, answers).first() {
        Some(fault) => Err(invalid(&fault.question, fault.why)),
        None => Ok(is_content(questionnaire, answers)),
    }
}

/// What is wrong with one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// The question.
    pub question: QuestionCode,
    /// Why: `required` when the answer is missing, `unknown` when there is no such question.
    pub why: &'static str,
}

/// All that is wrong with the answers: what there is no question for, then what does not fit, then what is missing.
#[must_use]
pub fn faults(questionnaire: &Questionnaire, answers: &Answers) -> Vec<AnswerFault> {
    let fault = |code: &QuestionCode, why| AnswerFault { question: code.clone(), why };
    let unknown = answers.keys().filter(|code| questionnaire.question(code).is_none());
    let unfit = questionnaire.questions.iter().filter_map(|question| {
        given(question, answers).and_then(|answer| wrong_with(question, answer)).map(|why| fault(&question.code, why))
    });
    let content = is_content(questionnaire, answers);
    let missing = questionnaire.questions.iter().filter(|question| is_missing(question, answers, content));
    let missing = missing.map(|question| fault(&question.code, "required"));
    unknown.map(|code| fault(code, "unknown")).chain(unfit).chain(missing).collect()
}

/// Checks that whoever calls has not answered what only the customer is asked.
///
/// # Errors
/// [`RefusalCode::AnswersInvalid`], naming the question.
pub fn check_caller(questionnaire: &Questionnaire, answers: &Answers) -> Result<(), Refusal> {
    let own = questionnaire.questions.iter().filter(|question| question.self_service_only);
    let mut answered = own.filter(|question| given(question, answers).is_some());
    answered.next().map_or(Ok(()), |question| Err(invalid(&question.code, "customer_only")))
}

/// Whether no answer given so far leaves the customer discontent.
pub(super) fn is_content(questionnaire: &Questionnaire, answers: &Answers) -> bool {
    questionnaire
        .questions
        .iter()
        .filter(|question| question.decides.is_some())
        .all(|question| given(question, answers).is_none_or(|answer| content_of(question, answer) != Some(false)))
}

/// Whether no answer says that the matter is not solved.
pub(super) fn is_solved(questionnaire: &Questionnaire, answers: &Answers) -> bool {
    let solved = questionnaire.questions.iter().filter(|question| question.decides == Some(Decides::Solved));
    solved
        .filter_map(|question| given(question, answers).and_then(|answer| content_of(question, answer)))
        .all(|solved| solved)
}

/// Whether this question must be answered and is not.
pub(super) fn is_missing(question: &Question, answers: &Answers, content: bool) -> bool {
    let condition = question.required_if.as_ref().is_some_and(|condition| {
        answers.get(&condition.question).is_some_and(|answer| {
            // Only a multiple choice has blanks in its answer.
            condition.is.iter().any(|one| one == answer || chosen(answer).any(|part| part == one))
        })
    });
    let asked = question.required || condition || (question.when_dissatisfied.is_some() && !content);
    asked && given(question, answers).is_none()
}

fn given<'a>(question: &Question, answers: &'a Answers) -> Option<&'a str> {
    answers.get(&question.code).map(String::as_str).filter(|answer| !answer.trim().is_empty())
}

/// Whether the answer leaves the customer content; none for answers that decide nothing.
pub(super) fn content_of(question: &Question, answer: &str) -> Option<bool> {
    question.decides?;
    match &question.answer {
        AnswerForm::YesNo => Some(answer == "yes"),
        AnswerForm::Choice { options } => option(options, answer).map(|option| option.content),
        AnswerForm::Scale { content_from, .. } => {
            content_from.zip(answer.parse::<i16>().ok()).map(|(from, at)| at >= from)
        }
        AnswerForm::Multiple { .. } | AnswerForm::Number { .. } | AnswerForm::Text { .. } => None,
    }
}

/// What figures make of the answer to a question that decides; none for an answer that gives no verdict, such as "not rated"
/// (未评价): an option without a place on the scale on which the others stand.
pub(crate) fn verdict_of(question: &Question, answer: &str) -> Option<bool> {
    match &question.answer {
        AnswerForm::Choice { options } => {
            let chosen = option(options, answer)?;
            let is_verdict = chosen.points.is_some() || options.iter().all(|option| option.points.is_none());
            is_verdict.then_some(chosen.satisfied.unwrap_or(chosen.content))
        }
        AnswerForm::YesNo
        | AnswerForm::Scale { .. }
        | AnswerForm::Multiple { .. }
        | AnswerForm::Number { .. }
        | AnswerForm::Text { .. } => content_of(question, answer),
    }
}

pub(super) fn option<'a>(options: &'a [AnswerOption], value: &str) -> Option<&'a AnswerOption> {
    options.iter().find(|option| option.value.as_str() == value)
}

/// Why one answer is not of the form that its question wants; none when it is.
pub(super) fn wrong_with(question: &Question, answer: &str) -> Option<&'static str> {
    match &question.answer {
        AnswerForm::YesNo => (answer != "yes" && answer != "no").then_some("yes_or_no"),
        AnswerForm::Choice { options } => option(options, answer).is_none().then_some("not_an_option"),
        AnswerForm::Multiple { options, max } => several(options, *max, answer),
        AnswerForm::Scale { from, to, .. } => (!number(answer)
            .is_some_and(|at| (i32::from(*from)..=i32::from(*to)).contains(&at)))
        .then_some("not_on_the_scale"),
        AnswerForm::Number { min, max } => {
            (!number(answer).is_some_and(|at| (*min..=*max).contains(&at))).then_some("out_of_range")
        }
        AnswerForm::Text { max } => (answer.chars().count() > usize::from(*max)).then_some("too_long"),
    }
}

fn several(options: &[AnswerOption], max: Option<u8>, answer: &str) -> Option<&'static str> {
    let named: Vec<&str> = chosen(answer).collect();
    if named.iter().any(|value| option(options, value).is_none()) {
        return Some("not_an_option");
    }
    let twice = named.iter().enumerate().any(|(index, value)| named.iter().take(index).any(|other| other == value));
    let many = max.is_some_and(|max| named.len() > usize::from(max));
    if twice { Some("named_twice") } else { many.then_some("too_many") }
}

/// A whole number written in the usual way, so that one number is one text.
pub(super) fn number(answer: &str) -> Option<i32> {
    answer.parse::<i32>().ok().filter(|number| number.to_string() == answer)
}

fn invalid(question: &QuestionCode, why: &'static str) -> Refusal {
    Refusal::new(RefusalCode::AnswersInvalid).with("question", question).with("why", why)
}

/// What a question decides, for readers of answers.
impl Question {
    /// Whether the answer to this question decides whether the customer is satisfied.
    #[must_use]
    pub fn decides_satisfaction(&self) -> bool {
        self.decides == Some(Decides::Satisfied)
    }
}
