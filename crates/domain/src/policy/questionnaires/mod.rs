//! Questionnaires (问卷): what customers are asked, which answers count, and whom each answer is about.

mod form;
mod scales;
mod subject;

pub use form::{AnswerForm, AnswerOption, ScaleLabel};
pub use scales::reread;
pub use subject::{SelfService, Subject};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{QuestionCode, QuestionnaireCode, ScaleCode, SectionCode};

use super::vocabulary::Text;

/// A list of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its code.
    pub code: QuestionnaireCode,
    /// What people call it.
    pub name: Text,
    /// Its sections, in order, when it has any.
    #[serde(default, rename = "section", skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// How customers may answer it themselves; by no means when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_service: Option<SelfService>,
    /// The questions, in order.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

/// A part of a questionnaire with a heading of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Its code.
    pub code: SectionCode,
    /// What people call it.
    pub name: Text,
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
    /// When it must be answered although it is not `required`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required_if: Option<RequiredIf>,
    /// Whether only a customer who answers by himself is asked: whoever calls leaves it out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub self_service_only: bool,
    /// What it asks of a customer who is not content; it must be answered then, and only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when_dissatisfied: Option<Why>,
    /// What the answer means for the loop.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decides: Option<Decides>,
    /// Whom or what the answer is about: the handling unless said otherwise.
    #[serde(default)]
    pub subject: Subject,
    /// The scale it is measured on. Questions of one scale may be added up; others never are. A question without one
    /// stands on a scale of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<ScaleCode>,
    /// The section it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<SectionCode>,
}

/// A condition on an earlier answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequiredIf {
    /// The earlier question.
    pub question: QuestionCode,
    /// The answers with which this one must be answered; one of a multiple choice is enough.
    pub is: Vec<String>,
}

/// What a customer who is not content is asked besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// In his own words (不满意原因说明).
    Comment,
    /// From a list of causes (不满意原因).
    Cause,
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

impl Questionnaire {
    /// The question with this code.
    #[must_use]
    pub fn question(&self, code: &QuestionCode) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == *code)
    }

    /// How long a customer may answer by himself, in seconds; none when he may not at all.
    #[must_use]
    pub fn open_seconds(&self) -> Option<i64> {
        self.self_service.as_ref().map(|own| i64::from(own.hours) * 3_600)
    }
}
