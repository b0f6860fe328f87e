//! Answers that come one by one, as short texts or pressed keys.

use crate::policy::questionnaires::{AnswerForm, AnswerOption, Question, Questionnaire};

use super::Answers;
use super::answers::{is_content, is_missing, wrong_with};

/// The question that is to be answered next: the first that must be and is not. None when nothing is missing.
#[must_use]
pub fn next_question<'q>(questionnaire: &'q Questionnaire, answers: &Answers) -> Option<&'q Question> {
    let content = is_content(questionnaire, answers);
    questionnaire.questions.iter().find(|question| is_missing(question, answers, content))
}

/// The answer that a short text means: for a choice the number of the option, counting from 1, or its name; for several
/// the numbers with blanks or commas between them; for yes or no `1` or `2`, or the words; for a scale the number itself.
/// None when it means nothing.
#[must_use]
pub fn read_reply(question: &Question, text: &str) -> Option<String> {
    let text = text.trim();
    let answer = match &question.answer {
        AnswerForm::YesNo => match text.to_lowercase().as_str() {
            "1" | "yes" | "y" | "是" | "已解决" => "yes".to_owned(),
            "2" | "no" | "n" | "否" | "不是" | "未解决" => "no".to_owned(),
            _ => return None,
        },
        AnswerForm::Choice { options } => named(options, text)?,
        AnswerForm::Multiple { options, .. } => {
            let parts = text.split([' ', ',', '，', '、']).filter(|part| !part.is_empty());
            let values: Option<Vec<String>> = parts.map(|part| named(options, part)).collect();
            values?.join(" ")
        }
        AnswerForm::Scale { .. } | AnswerForm::Number { .. } | AnswerForm::Text { .. } => text.to_owned(),
    };
    let fits = !answer.is_empty() && wrong_with(question, &answer).is_none();
    fits.then_some(answer)
}

fn named(options: &[AnswerOption], text: &str) -> Option<String> {
    let nth = text.parse::<usize>().ok().and_then(|nth| options.get(nth.checked_sub(1)?));
    let is = |option: &&AnswerOption| {
        option.value.as_str() == text || option.name.zh == text || option.name.en.eq_ignore_ascii_case(text)
    };
    nth.or_else(|| options.iter().find(is)).map(|option| option.value.to_string())
}
