//! `POST /v1/callbacks/{id}/actions/release`

use actix_web::post;
use bihuan_domain::callback::CallbackCommand;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::callbacks::response::CallbackResponse;

/// Release a callback
///
/// Gives back a claim of one's own.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Released", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/release")]
pub(super) async fn release_callback(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "release_callback", version, &body.fingerprint, CallbackCommand::Release).await
}
