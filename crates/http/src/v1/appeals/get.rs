//! `GET /v1/appeals/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::appeals;
use bihuan_domain::id::AppealId;

use super::response::AppealResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get an appeal
///
/// With its rulings and what the caller may do with it.
#[utoipa::path(
    tag = "appeals",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The appeal", body = AppealResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/appeals/{id}")]
pub(super) async fn get_appeal(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let view = appeals::get(&state.app, &caller, AppealId(path.id)).await?;
    Ok(Versioned { version: view.version, body: AppealResponse::from(&view) })
}
