//! `POST /v1/work-orders/{id}/actions/review`

use actix_web::post;
use bihuan_domain::code::DefectCode;
use bihuan_domain::work_order::{ReviewDecision, WorkOrderCommand};
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
use crate::v1::schema::Code;
use crate::v1::work_orders::response::WorkOrderResponse;

/// What the reviewer decides.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewWorkOrderRequest {
    /// Whether the reply is good.
    decision: Verdict,
    /// What is wrong; needed for `refill` and `redo`, and only there.
    #[validate(length(min = 1, max = TEXT_LENGTH_MAX))]
    #[schema(min_length = 1, max_length = 2000)]
    reason: Option<String>,
    /// Which of the policy's defects that is; only for `refill` and `redo`.
    #[schema(value_type = Option<Code>)]
    defect: Option<DefectCode>,
}

/// Whether a reply is good.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    /// The reply is good.
    Approve,
    /// Only the form is wrong: it is filled in again.
    Refill,
    /// The work is not done: it is done again.
    Redo,
}

/// Review a reply
///
/// Approves it, or sends it back: to be filled in again, or the work to be done again.
#[utoipa::path(
    tag = "work-orders",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Reviewed", body = WorkOrderResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/work-orders/{id}/actions/review")]
pub(super) async fn review_work_order(
    asked: Asked,
    version: IfMatch,
    body: Json<ReviewWorkOrderRequest>,
) -> Result<Answered, Problem> {
    let Json { value: body, fingerprint } = body;
    let command = WorkOrderCommand::Review(body.into_decision()?);
    act(asked, "review_work_order", Some(version), &fingerprint, command).await
}

impl ReviewWorkOrderRequest {
    fn into_decision(self) -> Result<ReviewDecision, Problem> {
        let defect = self.defect;
        match (self.decision, self.reason) {
            (Verdict::Approve, None) if defect.is_some() => Err(member::contradicting("/defect", "/decision")),
            (Verdict::Approve, None) => Ok(ReviewDecision::Approve),
            (Verdict::Refill, Some(reason)) => Ok(ReviewDecision::Refill { reason, defect }),
            (Verdict::Redo, Some(reason)) => Ok(ReviewDecision::Redo { reason, defect }),
            (Verdict::Approve, Some(_)) => Err(member::contradicting("/reason", "/decision")),
            (Verdict::Refill | Verdict::Redo, None) => Err(member::missing("/reason")),
        }
    }
}
