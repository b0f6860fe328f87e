//! `POST /v1/work-orders/{id}/actions/resume`

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

/// Resume a work order
///
/// Ends a suspension before its time: the clocks go on with what was left.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Resumed", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/resume")]
pub(super) async fn resume_work_order(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "resume_work_order", Some(version), &body.fingerprint, WorkOrderCommand::Resume).await
}
