//! `GET /v1/inspections/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::quality::inspections;
use bihuan_domain::id::InspectionId;

use super::response::InspectionResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get an inspection
///
/// With the score as it stands after contests.
#[utoipa::path(
    tag = "quality",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The inspection", body = InspectionResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/inspections/{id}")]
pub(super) async fn get_inspection(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = inspections::get(&state.app, &caller, InspectionId(path.id)).await?;
    Ok(Versioned { version: found.version, body: InspectionResponse::from(&found) })
}
