//! `POST /v1/work-orders/{id}/actions/contact`

use actix_web::post;
use bihuan_domain::work_order::WorkOrderCommand;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::schema::Moment;
use crate::v1::work_orders::response::WorkOrderResponse;

/// A contact with the customer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ContactWorkOrderRequest {
    /// What was said.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    note: String,
    /// When the customer was told he would hear again; in the future. Without it nothing is promised any more.
    next_reply_at: Option<Moment>,
    /// Whether he was told how the matter came out, so that no other reply is owed to him.
    #[serde(default)]
    answered: bool,
}

/// Record a contact
///
/// The customer was contacted. Where the policy asks for it (`next_reply_days` of the kind), he is told when he will hear again, unless he was answered;
/// a clock counted to `next_reply` then watches over what he was told.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Recorded", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/contact")]
pub(super) async fn contact_work_order(asked: Asked, body: Json<ContactWorkOrderRequest>) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let next_reply_at = body.next_reply_at.map(|at| at.0);
    let command = WorkOrderCommand::Contact { note: body.note, next_reply_at, answered: body.answered };
    act(asked, "contact_work_order", None, &fingerprint, command).await
}
