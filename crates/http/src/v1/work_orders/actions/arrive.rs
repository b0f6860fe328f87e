//! `POST /v1/work-orders/{id}/actions/arrive`

use actix_web::post;
use bihuan_domain::work_order::WorkOrderCommand;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::work_orders::response::WorkOrderResponse;

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
pub(super) async fn arrive_work_order(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "arrive_work_order", Some(version), &body.fingerprint, WorkOrderCommand::Arrive).await
}
