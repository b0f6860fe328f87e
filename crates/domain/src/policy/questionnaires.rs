//! Questionnaires: what customers are asked, and which answers count.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{QuestionCode, QuestionnaireCode};

use super::vocabulary::Text;

/// A list of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its code.
    pub code: QuestionnaireCode,
    /// What people call it.
    pub name: Text,
    /// The questions, in order.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its code.
    pub code: QuestionCode,
    /// What is asked.
    pub text: Text,
    /// Which answers count.
    pub answer: AnswerForm,
    /// Whether it must be answered.
    pub required: bool,
    /// What the answer means for the loop.
    #[serde(default)]
    pub decides: Option<Decides>,
}

/// Which answers a question takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum AnswerForm {
    /// Yes or no.
    YesNo,
    /// One of the options.
    Choice {
        /// The options, in order.
        options: Vec<AnswerOption>,
    },
    /// Free text.
    Text {
        /// Longest answer, in characters.
        max: u16,
    },
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOption {
    /// The stored value.
    pub value: QuestionCode,
    /// What people call it.
    pub name: Text,
    /// Whether this answer counts as content; only read for the deciding question.
    #[serde(default)]
    pub content: bool,
}

/// What the answer to a question means for the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Decides {
    /// Whether the matter is solved (是否解决).
    Solved,
    /// Whether the customer is satisfied (是否满意).
    Satisfied,
}
