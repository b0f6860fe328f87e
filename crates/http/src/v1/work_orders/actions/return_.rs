//! `POST /v1/work-orders/{id}/actions/return`

use actix_web::post;
use bihuan_domain::code::ReasonCode;
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

/// Why a work order is returned.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReturnWorkOrderRequest {
    /// Why, from the list of the policy.
    #[schema(value_type = Code)]
    reason: ReasonCode,
    /// In words.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: Option<String>,
}

/// Return a work order
///
/// One step up the way it came, for a reason of the policy.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Returned", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/return")]
pub(super) async fn return_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<ReturnWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Return { reason: body.reason, note: body.note };
    act(asked, "return_work_order", Some(version), &fingerprint, command).await
}
