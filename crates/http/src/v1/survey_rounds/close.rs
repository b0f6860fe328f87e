//! `POST /v1/survey-rounds/{id}/actions/close`

use actix_web::post;
use bihuan_app::survey_rounds;
use bihuan_domain::id::SurveyRoundId;

use super::changed;
use super::response::SurveyRoundResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Close a survey round
///
/// No answer is taken any more; `qualified` says whether enough customers answered.
#[utoipa::path(
    tag = "survey-rounds",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Closed", body = SurveyRoundResponse, headers(("ETag" = String))))
)]
#[post("/survey-rounds/{id}/actions/close")]
pub(super) async fn close_survey_round(asked: Asked, body: Json<Empty>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "close_survey_round", key, &body.fingerprint, changed);
    Ok(Answered(survey_rounds::close(&state.app, &caller, SurveyRoundId(id), reply).await?))
}
