//! Forms of answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::QuestionCode;
use crate::policy::vocabulary::Text;

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
    /// Any of the options, each once.
    Multiple {
        /// The options, in order.
        options: Vec<AnswerOption>,
        /// The most that may be named; all when left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u8>,
    },
    /// A whole number on a scale, such as 1 to 10.
    Scale {
        /// Its lower end.
        from: i16,
        /// Its upper end.
        to: i16,
        /// What numbers on it are called.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        labels: Vec<ScaleLabel>,
        /// From which number on the customer counts as content; only read for the deciding question.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        content_from: Option<i16>,
    },
    /// A whole number that measures no opinion, such as minutes waited.
    Number {
        /// The least.
        min: i32,
        /// The most.
        max: i32,
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
    /// Whether this answer leaves the work as it is; only read for the deciding question.
    #[serde(default)]
    pub content: bool,
    /// Whether figures count it as satisfied (满意率); as `content` says when left out. "Fair" (一般) sends no work back, and
    /// is no satisfied customer either.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfied: Option<bool>,
    /// Where it stands on the scale; none for answers that give no verdict, such as "not rated" (未评价).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<i16>,
}

/// What a number on a scale is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScaleLabel {
    /// The number.
    pub at: i16,
    /// What people call it.
    pub name: Text,
}

impl AnswerForm {
    /// The options of a choice, single or multiple; none for other forms.
    #[must_use]
    pub fn options(&self) -> &[AnswerOption] {
        match self {
            Self::Choice { options } | Self::Multiple { options, .. } => options,
            Self::YesNo | Self::Scale { .. } | Self::Number { .. } | Self::Text { .. } => &[],
        }
    }

    /// The ends of the scale that answers stand on; none for forms that are no scale.
    #[must_use]
    pub fn ends(&self) -> Option<(i32, i32)> {
        match self {
            Self::YesNo => Some((0, 1)),
            Self::Scale { from, to, .. } => Some((i32::from(*from), i32::from(*to))),
            Self::Choice { options } => {
                let points = || options.iter().filter_map(|option| option.points).map(i32::from);
                points().min().zip(points().max())
            }
            Self::Number { min, max } => Some((*min, *max)),
            Self::Multiple { .. } | Self::Text { .. } => None,
        }
    }
}
