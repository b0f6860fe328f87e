//! What came of one question, in survey rounds and in figures.

use std::collections::BTreeMap;

use bihuan_domain::survey::QuestionResult;
use serde::Serialize;
use utoipa::ToSchema;

/// What came of one question.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = QuestionResult)]
pub(crate) struct QuestionResultResponse {
    /// The code of the question.
    question: String,
    /// Whom or what it is about.
    subject: &'static str,
    /// How many customers answered it.
    answered: u32,
    /// How often each answer was given; free text and numbers are not counted.
    counts: BTreeMap<String, u32>,
    /// The scale it is measured on; its means are compared with those of the same scale only.
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<String>,
    /// How many gave a verdict on the scale.
    measured: u32,
    /// The mean of those, on that scale.
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<f64>,
}

impl From<&QuestionResult> for QuestionResultResponse {
    fn from(result: &QuestionResult) -> Self {
        // Sums of at most some thousand answers of at most five digits are exact in floating point.
        #[expect(clippy::cast_precision_loss, reason = "the sum is far below 2^52")]
        let sum = result.sum as f64;
        Self {
            question: result.question.to_string(),
            subject: result.subject.as_str(),
            answered: result.answered,
            counts: result.counts.clone(),
            scale: result.scale.as_ref().map(|scale| scale.code.clone()),
            measured: result.measured,
            mean: (result.measured > 0).then(|| sum / f64::from(result.measured)),
        }
    }
}
