//! `GET /v1/notifications`

use actix_web::http::header;
use actix_web::{Responder, get, web};
use bihuan_app::notifications::{self, InboxFilter};
use bihuan_app::{Order, Position};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::response::NotificationResponse;
use crate::extract::caller::Caller;
use crate::extract::language::Language;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;
use crate::v1::listing;

/// Which notifications.
#[derive(Debug, Deserialize, Validate, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ListNotificationsQuery {
    /// Only those that were not read.
    unread: Option<bool>,
    /// Only those that were not acknowledged.
    unacknowledged: Option<bool>,
}

/// What was I told?
///
/// The caller's notifications, newest first, in the language asked for.
#[utoipa::path(
    tag = "notifications",
    params(ListNotificationsQuery, PageParameters),
    responses((status = 200, description = "A page of notifications", body = Page<NotificationResponse>))
)]
#[get("/notifications")]
pub(super) async fn list_notifications(
    state: web::Data<State>,
    caller: Caller,
    language: Language,
    paged: Paged<ListNotificationsQuery, Position>,
) -> Result<impl Responder, Problem> {
    let filter = InboxFilter {
        unread: paged.filter.unread.unwrap_or_default(),
        unacknowledged: paged.filter.unacknowledged.unwrap_or_default(),
    };
    let request = listing::request(&paged, Order::NewestFirst);
    let mut rows = notifications::list(&state.app, &caller, filter, request).await?;
    let next = listing::cut(&mut rows, paged.limit, |shown| Position {
        at: shown.notification.created_at,
        id: shown.notification.id.0,
    });
    let page = paged.answer(rows.iter().map(|shown| NotificationResponse::of(shown, language)).collect(), next)?;
    let page = page.customize().insert_header((header::CONTENT_LANGUAGE, language.as_str()));
    Ok(page.insert_header((header::VARY, "accept-language")))
}
