//! `GET /v1/assessments/{id}/figures`

use actix_web::{get, web};
use bihuan_app::assessments;
use bihuan_domain::id::AssessmentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::response::FigureResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// The figures of a person for a month.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AssessmentFigures)]
pub(super) struct FiguresResponse {
    /// The figures that the scheme wants.
    figures: Vec<FigureResponse>,
}

/// Count the figures of an assessment again
///
/// From the log as it is now, for whoever sees the assessment: they must equal those shown with it.
#[utoipa::path(
    tag = "assessments",
    params(ById),
    responses((status = 200, description = "The figures", body = FiguresResponse))
)]
#[get("/assessments/{id}/figures")]
pub(super) async fn recount_assessment(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<web::Json<FiguresResponse>, Problem> {
    let figures = assessments::recount(&state.app, &caller, AssessmentId(path.id)).await?;
    Ok(web::Json(FiguresResponse { figures: figures.iter().map(FigureResponse::from).collect() }))
}
