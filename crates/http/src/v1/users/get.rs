//! `GET /v1/users/{id}`

use actix_web::{Responder, get, web};
use bihuan_app::users;
use bihuan_domain::id::UserId;

use super::response::UserResponse;
use crate::etag::Versioned;
use crate::extract::caller::Caller;
use crate::extract::if_none_match::IfNoneMatch;
use crate::extract::path::{ById, Path};
use crate::problem::Problem;
use crate::state::State;

/// Get a user
#[utoipa::path(
    tag = "users",
    params(ById, IfNoneMatch),
    responses((status = 200, description = "The user", body = UserResponse, headers(("ETag" = String))))
)]
#[get("/users/{id}")]
pub(super) async fn get_user(
    caller: Caller,
    state: web::Data<State>,
    path: Path<ById>,
) -> Result<impl Responder, Problem> {
    let user = users::get(&state.app, &caller, UserId(path.id)).await?;
    Ok(Versioned { version: user.version, body: UserResponse::from(&user) })
}
