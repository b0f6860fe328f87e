//! `GET /v1/survey-rounds/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::survey_rounds;
use bihuan_domain::id::SurveyRoundId;

use super::response::SurveyRoundResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a survey round
///
/// With its response rate so far, and whether that is enough.
#[utoipa::path(
    tag = "survey-rounds",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The round", body = SurveyRoundResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/survey-rounds/{id}")]
pub(super) async fn get_survey_round(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = survey_rounds::get(&state.app, &caller, SurveyRoundId(path.id)).await?;
    Ok(Versioned { version: found.version, body: SurveyRoundResponse::from(&found) })
}
