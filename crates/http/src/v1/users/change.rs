//! What the actions on a user have in common.

use bihuan_app::reply::StoredReply;
use bihuan_app::users::{self, Change, User};
use bihuan_domain::id::UserId;

use super::response::UserResponse;
use crate::extract::if_match::IfMatch;
use crate::problem::Problem;
use crate::reply::{self, Answered};
use crate::v1::action::Asked;

/// Changes a user and answers with what became of it.
pub(super) async fn change(
    asked: Asked,
    version: IfMatch,
    operation: &'static str,
    fingerprint: &[u8; 32],
    change: Change,
) -> Result<Answered, Problem> {
    let Asked { state, caller, id, key } = asked;
    let reply = reply::to(&caller, operation, key, fingerprint, render);
    Ok(Answered(users::change(&state.app, &caller, UserId(id), version.0, change, reply).await?))
}

fn render(user: &User) -> StoredReply {
    reply::changed(user.version, &UserResponse::from(user))
}
