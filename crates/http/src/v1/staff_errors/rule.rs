//! `POST /v1/staff-errors/{id}/actions/rule`

use actix_web::post;
use bihuan_app::quality::staff_errors;
use bihuan_domain::id::StaffErrorId;

use super::response::{StaffErrorResponse, changed};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::Json;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;
use crate::v1::contest::RuleRequest;

/// Rule on a contested error
///
/// Somebody who neither made nor registered the error. One that is struck out no longer counts, and stays readable.
#[utoipa::path(
    tag = "quality",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Decided", body = StaffErrorResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/staff-errors/{id}/actions/rule")]
pub(super) async fn rule_on_staff_error(asked: Asked, body: Json<RuleRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "rule_on_staff_error", key, &body.fingerprint, changed);
    let RuleRequest { upheld, reason } = body.into_inner();
    Ok(Answered(staff_errors::rule(&state.app, &caller, StaffErrorId(id), (upheld, reason), reply).await?))
}
