//! `POST /v1/appeals/{id}/actions/withdraw`

use actix_web::post;
use bihuan_domain::appeal::AppealCommand;

use super::act;
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::if_match::IfMatch;
use crate::extract::json::{Empty, Json};
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::Answered;
use crate::v1::action::Asked;
use crate::v1::appeals::response::AppealResponse;

/// Take an appeal back
///
/// The same may be contested again afterwards.
#[utoipa::path(
    tag = "appeals",
    params(ById, IfMatch, IdempotencyKey),
    responses((
        status = 200, description = "Taken back", body = AppealResponse,
        headers(("ETag" = String, description = "Its new version"))
    ))
)]
#[post("/appeals/{id}/actions/withdraw")]
pub(super) async fn withdraw_appeal(asked: Asked, version: IfMatch, body: Json<Empty>) -> Result<Answered, Problem> {
    act(asked, "withdraw_appeal", version, &body.fingerprint, AppealCommand::Withdraw).await
}
