//! `POST /v1/work-orders/{id}/actions/contact`

use actix_web::post;
use bihuan_domain::work_order::WorkOrderCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::work_orders::response::WorkOrderResponse;

/// A contact with the customer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContactWorkOrderRequest {
    /// What was said.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
}

/// Record a contact
///
/// The customer was contacted.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Recorded", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/contact")]
pub(super) async fn contact_work_order(asked: Asked, body: Json<ContactWorkOrderRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Contact { note: body.note };
    act(asked, "contact_work_order", None, &fingerprint, command).await
}
