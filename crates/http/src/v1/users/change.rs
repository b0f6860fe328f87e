//! What the actions on a user have in common.

use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::users::{self, Change, User};
use bihuan_domain::id::UserId;
use uuid::Uuid;

use super::response::UserResponse;
use crate::extract::caller::Caller;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::state::State;

/// Changes a user and answers with what became of it.
pub(super) async fn change(
    state: &State,
    caller: &Caller,
    id: Uuid,
    version: IfMatch,
    change: Change,
    reply: Reply<User>,
) -> Result<Answered, Problem> {
    Ok(Answered(users::change(&state.app, caller, UserId(id), version.0, change, reply).await?))
}

pub(super) fn render(user: &User) -> StoredReply {
    reply::changed(user.version, &UserResponse::from(user))
}
