//! `GET /v1/users`

use actix_web::{Responder, get, web};
use bihuan_app::users;

use super::response::UserResponse;
use crate::extract::caller::Caller;
use crate::extract::json::Empty;
use crate::extract::paged::{Page, PageParameters, Paged};
use crate::problem::Problem;
use crate::state::State;

/// List users
///
/// Those of the caller's unit and of everything below it, by login. A page may be short though more follow.
#[utoipa::path(
    tag = "users",
    params(PageParameters),
    responses((status = 200, description = "A page of users", body = Page<UserResponse>))
)]
#[get("/users")]
pub(super) async fn list_users(
    caller: Caller,
    state: web::Data<State>,
    paged: Paged<Empty, String>,
) -> Result<impl Responder, Problem> {
    let limit = i64::from(paged.limit);
    let (found, next) = users::list(&state.app, &caller, paged.after.clone(), limit).await?;
    paged.answer(found.iter().map(UserResponse::from).collect(), next)
}
