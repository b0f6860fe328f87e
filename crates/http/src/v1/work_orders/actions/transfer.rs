//! `POST /v1/work-orders/{id}/actions/transfer`

use actix_web::post;
use bihuan_domain::code::UnitCode;
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
use crate::v1::schema::Code;
use crate::v1::work_orders::response::WorkOrderResponse;

/// Where a work order goes, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TransferWorkOrderRequest {
    /// The code of the unit.
    #[schema(value_type = Code)]
    to: UnitCode,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Transfer a work order
///
/// Hands it to another unit.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Transferred", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/transfer")]
pub(super) async fn transfer_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<TransferWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Transfer { to: body.to, reason: body.reason };
    act(asked, "transfer_work_order", Some(version), &fingerprint, command).await
}
