//! `POST /v1/work-orders/{id}/actions/explain`

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

/// Why a limit was missed.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ExplainWorkOrderRequest {
    /// Which clock.
    #[schema(value_type = Code)]
    clock: ClockCode,
    /// Why.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

/// Explain a missed limit
///
/// The policy may demand it before the reply.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Explained", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/explain")]
pub(super) async fn explain_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<ExplainWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Explain { clock: body.clock, text: body.text };
    act(asked, "explain_work_order", Some(version), &fingerprint, command).await
}
