//! `POST /v1/work-orders/{id}/actions/approve-extension`

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

/// Approve an extension
///
/// Moves the deadline; the one before is kept beside it. Whoever asked may not approve.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Approved", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/approve-extension")]
pub(super) async fn approve_extension(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    let command = WorkOrderCommand::ApproveExtension { approved_by: Some(asked.caller.principal.user) };
    act(asked, "approve_extension", Some(version), &body.fingerprint, command).await
}
