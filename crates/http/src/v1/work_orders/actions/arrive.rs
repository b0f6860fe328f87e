//! `POST /v1/work-orders/{id}/actions/arrive`

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
use crate::v1::position::PositionBody;
use crate::v1::work_orders::response::WorkOrderResponse;

/// Where the crew is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ArriveRequest {
    /// As its device says; left out when it does not.
    #[validate(nested)]
    #[serde(default)]
    position: Option<PositionBody>,
}

/// Arrive at a work order
///
/// The crew is on site.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Arrived", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/arrive")]
pub(super) async fn arrive_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<ArriveRequest>,
) -> Result<Answered, Problem> {
    let command = WorkOrderCommand::Arrive { position: body.value.position.and_then(PositionBody::position) };
    act(asked, "arrive_work_order", Some(version), &body.fingerprint, command).await
}
