//! `GET /v1/findings/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::quality::findings;
use bihuan_domain::id::FindingId;

use super::response::FindingResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::language::Language;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a finding
///
/// What was seen, by which check, and what would be normal.
#[utoipa::path(
    tag = "quality",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The finding", body = FindingResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/findings/{id}")]
pub(super) async fn get_finding(
    state: web::Data<State>,
    caller: Caller,
    language: Language,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let found = findings::get(&state.app, &caller, FindingId(path.id)).await?;
    Ok(Versioned { version: found.0, body: FindingResponse::new(&found, language) })
}
