//! `POST /v1/notifications/{id}/read`

use actix_web::post;
use bihuan_app::notifications;
use bihuan_domain::id::NotificationId;

use super::response::{NotificationResponse, render_in};
use crate::extract::idempotency_key::IdempotencyKey;
use crate::extract::json::{Empty, Json};
use crate::extract::language::Language;
use crate::extract::path::ById;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Mark a notification as read
///
/// The first time counts.
#[utoipa::path(
    tag = "notifications",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Read", body = NotificationResponse))
)]
#[post("/notifications/{id}/read")]
pub(super) async fn read_notification(
    asked: Asked,
    language: Language,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "read_notification", key, &body.fingerprint, render_in(language));
    Ok(Answered(notifications::read(&state.app, &caller, NotificationId(id), reply).await?))
}
