//! `POST /v1/callbacks/{id}/actions/claim`

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

/// Claim a callback
///
/// Nobody else calls this customer until the claim runs out or is given back; how long it holds, the plan says.
#[utoipa::path(
    tag = "callbacks",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Claimed", body = CallbackResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/callbacks/{id}/actions/claim")]
pub(super) async fn claim_callback(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "claim_callback", version, &body.fingerprint, CallbackCommand::Claim).await
}
