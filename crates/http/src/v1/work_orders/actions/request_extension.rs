//! `POST /v1/work-orders/{id}/actions/request-extension`

use actix_web::post;
use bihuan_domain::code::ClockCode;
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

/// Which limit is to be longer, by how much, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RequestExtensionRequest {
    /// Which clock.
    #[schema(value_type = Code)]
    clock: ClockCode,
    /// By how much, in the unit of its limit; minutes for a promised moment.
    #[validate(range(min = 1))]
    #[schema(minimum = 1)]
    by: u32,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: String,
}

/// Ask for an extension
///
/// Before the limit is used up. Somebody else must approve it.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Asked for", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/request-extension")]
pub(super) async fn request_extension(
    asked: Asked,
    version: IfMatch,
    body: Json<RequestExtensionRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::RequestExtension {
        clock: body.clock,
        by: body.by,
        reason: body.reason,
        requested_by: Some(asked.caller.principal.user),
    };
    act(asked, "request_extension", Some(version), &fingerprint, command).await
}
