//! `POST /v1/staff-errors/{id}/actions/contest`

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
use crate::v1::contest::ContestRequest;

/// Contest an error
///
/// Only the person himself, and once: the ruling is final.
#[utoipa::path(
    tag = "quality",
    params(ById, IdempotencyKey),
    responses((
        status = 200, description = "Contested", body = StaffErrorResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/staff-errors/{id}/actions/contest")]
pub(super) async fn contest_staff_error(asked: Asked, body: Json<ContestRequest>) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "contest_staff_error", key, &body.fingerprint, changed);
    let text = body.into_inner().text;
    Ok(Answered(staff_errors::contest(&state.app, &caller, StaffErrorId(id), text, reply).await?))
}
