//! `POST /v1/customers/{id}/actions/classify`

use actix_web::post;
use bihuan_app::customers;
use bihuan_domain::id::CustomerId;

use super::changed;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::customers::classification::ClassificationRequest;
use crate::v1::customers::response::CustomerResponse;

/// Say what class of customer this is
///
/// What is given takes the place of what was known. Tickets opened for the customer from then on are of his class, unless they
/// name another: its limits, callback plans and shares are theirs. Tickets that are open keep what they have.
#[utoipa::path(
    tag = "customers",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Written down", body = CustomerResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/customers/{id}/actions/classify")]
pub(super) async fn classify_customer(
    asked: Asked,
    version: IfMatch,
    body: Json<ClassificationRequest>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "classify_customer", key, &body.fingerprint, changed);
    let known = body.into_inner().into();
    Ok(Answered(customers::classify(&state.app, &caller, (CustomerId(id), version.0), known, reply).await?))
}
