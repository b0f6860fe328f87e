//! `GET /v1/assessments/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::assessments;
use bihuan_domain::id::AssessmentId;

use super::response::AssessmentResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get an assessment
///
/// Seen by the person, by those who rate, and by those who may read assessments of the unit.
#[utoipa::path(
    tag = "assessments",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The assessment", body = AssessmentResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/assessments/{id}")]
pub(super) async fn get_assessment(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = assessments::get(&state.app, &caller, AssessmentId(path.id)).await?;
    Ok(Versioned { version: found.0, body: AssessmentResponse::from(&found) })
}
