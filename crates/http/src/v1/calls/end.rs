//! `POST /v1/calls/{id}/actions/end`

use actix_web::post;
use bihuan_app::calls::{self, VersionedCall};
use bihuan_app::reply::StoredReply;
use bihuan_domain::id::CallId;

use super::response::CallResponse;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// End a call
#[utoipa::path(
    tag = "calls",
    params(ById, IfMatch, IdempotencyKey),
    responses((status = 200, description = "Ended", body = CallResponse, headers(("ETag" = String))))
)]
#[post("/calls/{id}/actions/end")]
pub(super) async fn end_call(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "end_call", key, &body.fingerprint, render);
    Ok(Answered(calls::end(&state.app, &caller, CallId(id), version.0, reply).await?))
}

fn render(call: &VersionedCall) -> StoredReply {
    reply::changed(call.0, &CallResponse::from(call))
}
