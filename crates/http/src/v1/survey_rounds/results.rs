//! `GET /v1/survey-rounds/{id}/results`

use std::collections::BTreeMap;

use actix_web::{Responder, get, web};
use bihuan_app::survey_rounds;
use bihuan_domain::id::SurveyRoundId;
use bihuan_domain::survey::QuestionResult;
use serde::Serialize;
use utoipa::ToSchema;

use super::response::SurveyRoundResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// What came of a round.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SurveyRoundResultsResponse {
    /// The round.
    round: SurveyRoundResponse,
    /// What came of each question, in the order of the questionnaire.
    questions: Vec<QuestionResultResponse>,
}

/// What came of one question.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = QuestionResult)]
struct QuestionResultResponse {
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

/// Get what came of a survey round
///
/// Question by question: how often each answer was given, and the mean on the question's own scale.
#[utoipa::path(
    tag = "survey-rounds",
    params(ById),
    responses((status = 200, description = "The results", body = SurveyRoundResultsResponse))
)]
#[get("/survey-rounds/{id}/results")]
pub(super) async fn get_survey_round_results(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let (round, results) = survey_rounds::results(&state.app, &caller, SurveyRoundId(path.id)).await?;
    let questions = results.iter().map(QuestionResultResponse::from).collect();
    Ok(web::Json(SurveyRoundResultsResponse { round: SurveyRoundResponse::from(&round), questions }))
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
