//! `GET /v1/legal-holds/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::records;
use bihuan_domain::id::HoldId;

use super::response::LegalHoldResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a legal hold
#[utoipa::path(
    tag = "records",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The hold", body = LegalHoldResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/legal-holds/{id}")]
pub(super) async fn get_legal_hold(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let hold = records::get_hold(&state.app, &caller, HoldId(path.id)).await?;
    Ok(Versioned { version: hold.version, body: LegalHoldResponse::from(&hold) })
}
