//! `POST /v1/work-orders/{id}/actions/customer-ready`

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

/// Go on after the customer
///
/// The customer has done what was waited for: the clocks go on with what was left.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Going on", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/customer-ready")]
pub(super) async fn customer_ready(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "customer_ready", Some(version), &body.fingerprint, WorkOrderCommand::CustomerReady).await
}
