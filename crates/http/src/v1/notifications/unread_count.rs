//! `GET /v1/notifications/unread-count`

use actix_web::{Responder, get, web};
use bihuan_app::notifications::{self, UNREAD_COUNT_MAX};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::caller::Caller;
use crate::problem::Problem;
use crate::state::State;

/// How much the caller has not read.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct UnreadCountResponse {
    /// How many.
    count: usize,
    /// Whether there may be more: counting ends at 200.
    at_least: bool,
}

/// How much have I not read?
#[utoipa::path(
    tag = "notifications",
    responses((status = 200, description = "How many notifications", body = UnreadCountResponse))
)]
#[get("/notifications/unread-count")]
pub(super) async fn count_unread_notifications(
    state: web::Data<State>,
    caller: Caller,
) -> Result<impl Responder, Problem> {
    let count = notifications::unread_count(&state.app, &caller).await?;
    let at_least = i64::try_from(count).is_ok_and(|count| count >= UNREAD_COUNT_MAX);
    Ok(web::Json(UnreadCountResponse { count, at_least }))
}
