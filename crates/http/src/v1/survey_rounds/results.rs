//! `GET /v1/survey-rounds/{id}/results`

use actix_web::{Responder, get, web};
use bihuan_app::survey_rounds;
use bihuan_domain::id::SurveyRoundId;
use serde::Serialize;
use utoipa::ToSchema;

use super::response::SurveyRoundResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::question_result::QuestionResultResponse;

/// What came of a round.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct SurveyRoundResultsResponse {
    /// The round.
    round: SurveyRoundResponse,
    /// What came of each question, in the order of the questionnaire.
    questions: Vec<QuestionResultResponse>,
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
