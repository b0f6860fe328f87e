//! `POST /v1/work-orders/{id}/actions/await-customer`

use actix_web::post;
use bihuan_domain::work_order::WorkOrderCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::work_orders::response::WorkOrderResponse;

/// What only the customer can do.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AwaitCustomerRequest {
    /// What the customer must do.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Wait for the customer
///
/// Only the customer can go on: the clocks whose rules say so stand still.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Waiting", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/await-customer")]
pub(super) async fn await_customer(
    asked: Asked,
    version: IfMatch,
    body: Json<AwaitCustomerRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::AwaitCustomer { note: body.note };
    act(asked, "await_customer", Some(version), &fingerprint, command).await
}
