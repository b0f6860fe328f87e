//! `POST /v1/notifications/{id}/acknowledge`

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

/// Acknowledge a notification
///
/// Says that the caller takes care of it; it is read thereby, too. The first time counts.
#[utoipa::path(
    tag = "notifications",
    params(ById, IdempotencyKey),
    responses((status = 200, description = "Acknowledged", body = NotificationResponse))
)]
#[post("/notifications/{id}/acknowledge")]
pub(super) async fn acknowledge_notification(
    asked: Asked,
    language: Language,
    body: Json<Empty>,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, "acknowledge_notification", key, &body.fingerprint, render_in(language));
    Ok(Answered(notifications::acknowledge(&state.app, &caller, NotificationId(id), reply).await?))
}
