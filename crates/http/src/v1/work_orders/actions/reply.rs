//! `POST /v1/work-orders/{id}/actions/reply`

use actix_web::post;
use bihuan_domain::work_order::{Reply, ReplyOutcome, WorkOrderCommand};
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
use crate::v1::limits::TEXT_LENGTH_MAX;
use crate::v1::member;
use crate::v1::schema::ReplyOutcomeName;
use crate::v1::work_orders::response::WorkOrderResponse;

/// What the unit found and did.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReplyWorkOrderRequest {
    /// What came of it.
    #[schema(value_type = ReplyOutcomeName)]
    outcome: ReplyOutcome,
    /// What was done.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// What is changed so that it does not happen again (整改措施); some kinds of demand ask for it.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    measure: Option<String>,
    /// Why the demand is refused: what is the company's duty and what is not. Needed for `refused`, and only there.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
    /// What the customer may be told, free of internal words.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    public_text: Option<String>,
    /// Whether the customer's complaint was found true.
    substantiated: Option<bool>,
}

/// Reply to a work order
///
/// The unit says what it found and did; a reviewer decides. What a reply must say besides is a matter of the policy
/// (`reply_requires` of the kind).
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Replied", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/reply")]
pub(super) async fn reply_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<ReplyWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    if body.reason.is_some() && body.outcome != ReplyOutcome::Refused {
        return Err(member::contradicting("/reason", "/outcome"));
    }
    let command = WorkOrderCommand::Reply(Reply {
        outcome: body.outcome,
        text: body.text,
        measure: body.measure,
        reason: body.reason,
        public_text: body.public_text,
        substantiated: body.substantiated,
    });
    act(asked, "reply_work_order", Some(version), &fingerprint, command).await
}
