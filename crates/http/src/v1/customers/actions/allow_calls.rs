//! `POST /v1/customers/{id}/actions/allow-calls`

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

/// Let a customer be called again
///
/// Open tickets of his are called back about again, as far as that has not been given up already.
#[utoipa::path(
    tag = "customers",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Written down", body = CustomerResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/customers/{id}/actions/allow-calls")]
pub(super) async fn allow_calls_to_customer(
    asked: Asked,
    version: IfMatch,
    body: Json<CallsWishRequest>,
) -> Result<Answered, Problem> {
    act(asked, "allow_calls_to_customer", version, body, false).await
}
