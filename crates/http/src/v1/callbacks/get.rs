//! `GET /v1/callbacks/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::callbacks;
use bihuan_domain::id::CallbackId;

use super::response::CallbackResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a callback
///
/// With its survey and what the caller may do with it.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfNoneMatch),
    responses((
        status = 200, description = "The callback", body = CallbackResponse,
        headers(("ETag" = String, description = "Its version"))
    ))
)]
#[get("/callbacks/{id}")]
pub(super) async fn get_callback(
    state: web::Data<State>,
    caller: Caller,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let view = callbacks::get(&state.app, &caller, CallbackId(path.id)).await?;
    Ok(Versioned { version: view.version, body: CallbackResponse::from(&view) })
}
