//! `POST /v1/customers/{id}/actions/decline-calls`

use actix_web::post;

use super::{CallsWishRequest, act};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::customers::response::CustomerResponse;

/// Write down that a customer wants no calls
///
/// No open or later ticket of his is called back about until somebody takes it back: its matter is answered as one whose
/// customer declined to be called. Answers by message stay open to him.
#[utoipa::path(
    tag = "customers",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Written down", body = CustomerResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/customers/{id}/actions/decline-calls")]
pub(super) async fn decline_calls_of_customer(
    asked: Asked,
    version: IfMatch,
    body: Json<CallsWishRequest>,
) -> Result<Answered, Problem> {
    act(asked, "decline_calls_of_customer", version, body, true).await
}
