//! `POST /v1/callbacks/{id}/actions/sign`

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

/// Sign the record of a callback
///
/// By another of those the plan wants to sign; each is a different person.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Signed", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/sign")]
pub(super) async fn sign_callback(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "sign_callback", version, &body.fingerprint, CallbackCommand::Sign).await
}
