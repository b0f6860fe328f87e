//! `GET /v1/staff-errors/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::quality::staff_errors;
use bihuan_domain::id::StaffErrorId;

use super::response::StaffErrorResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get an error
///
/// Whoever may read the register sees those of the own unit and below, everybody the own.
#[utoipa::path(
    tag = "quality",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The error", body = StaffErrorResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/staff-errors/{id}")]
pub(super) async fn get_staff_error(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = staff_errors::get(&state.app, &caller, StaffErrorId(path.id)).await?;
    Ok(Versioned { version: found.0, body: StaffErrorResponse::from(&found) })
}
