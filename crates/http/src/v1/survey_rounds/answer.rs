//! `POST /v1/survey-rounds/{id}/answers`

use std::collections::BTreeMap;

use actix_web::post;
use bihuan_app::survey_rounds;
use bihuan_domain::code::QuestionCode;
use bihuan_domain::id::{CustomerId, SurveyRoundId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::changed;
use super::response::SurveyRoundResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::callbacks::check_answers;
use crate::v1::limits::ANSWERS_MAX;

/// What one customer answered.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AnswerSurveyRoundRequest {
    /// The customer; one of those who were asked.
    customer_id: Uuid,
    /// The answers by question, as the questionnaire wants them.
    #[validate(length(max = ANSWERS_MAX), custom(function = check_answers))]
    #[schema(value_type = BTreeMap<String, String>)]
    answers: BTreeMap<QuestionCode, String>,
}

/// Take the answer of one customer of a survey round
///
/// Each customer has one; a second is refused.
#[utoipa::path(
    tag = "survey-rounds",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Taken", body = SurveyRoundResponse, headers(("ETag" = String))))
)]
#[post("/survey-rounds/{id}/answers")]
pub(super) async fn answer_survey_round(
    asked: Asked,
    body: Json<AnswerSurveyRoundRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "answer_survey_round", key, &body.fingerprint, changed);
    let AnswerSurveyRoundRequest { customer_id, answers } = body.into_inner();
    let given = (CustomerId(customer_id), answers);
    Ok(Answered(survey_rounds::answer(&state.app, &caller, SurveyRoundId(id), given, reply).await?))
}
