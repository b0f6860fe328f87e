//! A question, as whoever puts it to the customer needs it.

use bihuan_domain::policy::questionnaires::{AnswerForm, Question};
use serde::Serialize;
use utoipa::ToSchema;

/// A question that is to be put to the customer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QuestionResponse {
    /// Its code.
    code: String,
    /// What is asked.
    text: WordsResponse,
    /// The answers to choose from, in order; a reply may give the number of one, counting from 1. Empty for numbers and
    /// free text.
    options: Vec<WordsResponse>,
    /// The lowest number that counts, for scales and numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<i32>,
    /// The highest number that counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<i32>,
}

/// A text in the two languages of the service.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WordsResponse {
    /// Chinese.
    pub(crate) zh: String,
    /// English.
    pub(crate) en: String,
}

impl WordsResponse {
    /// These words.
    pub(crate) fn of(text: &bihuan_domain::policy::vocabulary::Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

impl From<&Question> for QuestionResponse {
    fn from(question: &Question) -> Self {
        let yes_no = || vec![words("是", "Yes"), words("否", "No")];
        let (options, ends) = match &question.answer {
            AnswerForm::YesNo => (yes_no(), None),
            AnswerForm::Choice { options } | AnswerForm::Multiple { options, .. } => {
                (options.iter().map(|option| WordsResponse::of(&option.name)).collect(), None)
            }
            AnswerForm::Scale { .. } | AnswerForm::Number { .. } => (Vec::new(), question.answer.ends()),
            AnswerForm::Text { .. } => (Vec::new(), None),
        };
        let (from, to) = ends.unzip();
        Self { code: question.code.to_string(), text: WordsResponse::of(&question.text), options, from, to }
    }
}

fn words(zh: &str, en: &str) -> WordsResponse {
    WordsResponse { zh: zh.to_owned(), en: en.to_owned() }
}
