//! `POST /v1/work-orders/{id}/actions/approve-suspension`

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

/// Approve a suspension
///
/// The clocks whose rules say so stand still from now on, at the latest until the moment that was asked for. Whoever asked may
/// not approve.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Approved", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/approve-suspension")]
pub(super) async fn approve_suspension(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    let command = WorkOrderCommand::ApproveSuspension { by: Some(asked.caller.principal.user) };
    act(asked, "approve_suspension", Some(version), &body.fingerprint, command).await
}
