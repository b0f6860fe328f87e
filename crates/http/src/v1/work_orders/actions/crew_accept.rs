//! `POST /v1/work-orders/{id}/actions/crew-accept`

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

/// Accept as a crew
///
/// The crew knows of the work order and will go.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Accepted by the crew", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/crew-accept")]
pub(super) async fn crew_accept_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    act(asked, "crew_accept_work_order", Some(version), &body.fingerprint, WorkOrderCommand::CrewAccept).await
}
