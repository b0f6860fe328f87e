//! Callback plans (回访) and questionnaires.

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{PlanCode, QuestionCode, QuestionnaireCode};

use super::vocabulary::{Confidence, Text};

/// When and how often a customer is called back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackPlan {
    /// Its code.
    pub code: PlanCode,
    /// What people call it.
    pub name: Text,
    /// Minutes to wait after the review before the first attempt.
    pub first_after_minutes: u32,
    /// Attempts after which an unreached customer counts as unreachable.
    pub attempts_max: u8,
    /// Minutes between two attempts, at the least.
    pub spacing_minutes: u32,
    /// Local times at which nobody is called; a window may pass midnight.
    #[serde(default)]
    pub quiet: Vec<QuietHours>,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// How far the figures may be trusted.
    pub confidence: Confidence,
    /// Where they come from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A time of day at which nobody is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Start, local time.
    #[schemars(with = "String")]
    pub from: Time,
    /// End, local time; earlier than `from` means the next day.
    #[schemars(with = "String")]
    pub to: Time,
}

impl QuietHours {
    /// Whether the window covers `time`: its start does, its end does not.
    #[must_use]
    pub fn covers(self, time: Time) -> bool {
        if self.from < self.to { self.from <= time && time < self.to } else { self.from <= time || time < self.to }
    }
}

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
