//! `POST /v1/work-orders/{id}/actions/estimate`

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
use crate::v1::schema::Moment;
use crate::v1::work_orders::response::WorkOrderResponse;

/// When the matter will be restored.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EstimateWorkOrderRequest {
    /// When; in the future.
    at: Moment,
}

/// Estimate the restoration
///
/// The crew says when the matter will be restored.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Estimated", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/estimate")]
pub(super) async fn estimate_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<EstimateWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Estimate { at: body.at.0 };
    act(asked, "estimate_work_order", Some(version), &fingerprint, command).await
}
