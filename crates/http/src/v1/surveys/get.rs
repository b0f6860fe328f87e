//! `GET /v1/surveys/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::surveys;
use bihuan_domain::id::SurveyId;

use super::response::SurveyResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a survey
///
/// With the customer's answers.
#[utoipa::path(
    tag = "surveys",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The survey", body = SurveyResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/surveys/{id}")]
pub(super) async fn get_survey(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = surveys::get(&state.app, &caller, SurveyId(path.id)).await?;
    Ok(Versioned { version: found.0, body: SurveyResponse::from(&found) })
}
