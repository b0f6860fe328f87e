//! `GET /v1/calls/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::calls;
use bihuan_domain::id::CallId;

use super::response::CallResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a call
#[utoipa::path(
    tag = "calls",
    params(ById, IfNoneMatch),
    responses((status = 200, description = "The call", body = CallResponse, headers(("ETag" = String))))
)]
#[get("/calls/{id}")]
pub(super) async fn get_call(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let call = calls::get(&state.app, &caller, CallId(path.id)).await?;
    Ok(Versioned { version: call.0, body: CallResponse::from(&call) })
}
