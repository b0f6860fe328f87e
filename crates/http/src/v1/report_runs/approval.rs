//! `GET /v1/report-runs/{id}/approval`

use actix_web::{Responder, get, web};
use bihuan_app::reports;

use super::response::RunResponse;
use crate::extract::caller::Caller;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get how a report stands with its signatures
///
/// Who signed it, what they said, and whom it waits for. The report itself is a document of its own.
#[utoipa::path(
    tag = "reports",
    params(ById),
    responses((status = 200, description = "The run and its signatures", body = RunResponse))
)]
#[get("/report-runs/{id}/approval")]
pub(super) async fn get_report_approval(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let run = reports::get(&state.app, &caller, path.id).await?;
    Ok(web::Json(RunResponse::from(&run)))
}
