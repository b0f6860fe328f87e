//! `POST /v1/work-orders/{id}/actions/depart`

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

/// Depart for a work order
///
/// The crew is on its way.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Departed", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/depart")]
pub(super) async fn depart_work_order(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "depart_work_order", Some(version), &body.fingerprint, WorkOrderCommand::Depart).await
}
