//! `POST /v1/work-orders/{id}/actions/assign`

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
use crate::v1::schema::Code;
use crate::v1::work_orders::response::WorkOrderResponse;

/// Who goes out.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AssignWorkOrderRequest {
    /// The code of the crew.
    #[schema(value_type = Code)]
    crew: UnitCode,
}

/// Assign a crew
///
/// The unit gives the work order to one of its crews.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Assigned", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/assign")]
pub(super) async fn assign_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<AssignWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Assign { crew: body.crew };
    act(asked, "assign_work_order", Some(version), &fingerprint, command).await
}
