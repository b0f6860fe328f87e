//! `POST /v1/work-orders/{id}/actions/request-suspension`

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
use crate::v1::schema::{Code, Moment};
use crate::v1::work_orders::response::WorkOrderResponse;

/// Why a work order is to stand still, and until when.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RequestSuspensionRequest {
    /// Why, from the policy's list.
    #[schema(value_type = Code)]
    reason: ReasonCode,
    /// When it ends by itself.
    until: Moment,
}

/// Ask for a suspension
///
/// Somebody else must approve it; until then the clocks run on.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Asked for", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/request-suspension")]
pub(super) async fn request_suspension(
    asked: Asked,
    version: IfMatch,
    body: Json<RequestSuspensionRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::RequestSuspension {
        reason: body.reason,
        until: body.until.0,
        by: Some(asked.caller.principal.user),
    };
    act(asked, "request_suspension", Some(version), &fingerprint, command).await
}
