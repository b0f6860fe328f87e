//! Changing a user: disabling, enabling, a new password, another address.

use std::sync::Arc;

use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::sessions;
use bihuan_persistence::users::{self as rows, User};

use super::grant;
use super::read::in_scope;
use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// What is changed.
#[derive(Clone)]
pub enum Change {
    /// The user may no longer sign in; all sessions end.
    Disable,
    /// The user may sign in again.
    Enable,
    /// A new password; all sessions end.
    Password(String),
    /// Where mail reaches the user from now on.
    Email(Option<String>),
}

/// Changes a user in the caller's scope whose roles the caller may give. Nobody disables the own account; everybody
/// with the permission may set the own password and address.
///
/// # Errors
/// Not found, [`Error::AccountProtected`], or changed by somebody else.
pub async fn change(
    app: &Arc<App>,
    caller: &Caller,
    id: UserId,
    expected: i64,
    change: Change,
    reply: Reply<User>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::UserWrite)?;
    let hash = match &change {
        Change::Password(password) => Some(app.passwords.hash(password.clone(), app.ids.secret()).await?),
        Change::Disable | Change::Enable | Change::Email(_) => None,
    };
    let disabled = match change {
        Change::Disable => Some(true),
        Change::Enable => Some(false),
        Change::Password(_) | Change::Email(_) => None,
    };
    let ends_sessions = matches!(change, Change::Disable | Change::Password(_));
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let mut user = in_scope(&inner, &caller, rows::find(tx, id)?)?;
        check_account(&inner, &caller, &user, disabled)?;
        if user.version != expected {
            return Err(Error::VersionConflict { current: user.version });
        }
        user.disabled = disabled.unwrap_or(user.disabled);
        user.password_hash = hash.clone().unwrap_or(user.password_hash);
        if let Change::Email(email) = &change {
            user.email.clone_from(email);
        }
        user.version = rows::update(tx, &user)?;
        if ends_sessions {
            sessions::revoke_all(tx, id, inner.wall.now())?;
        }
        directory::touch(tx)?;
        Ok(user)
    })
    .await?;
    Directory::refresh(app).await?;
    Ok(stored)
}

fn check_account(app: &App, caller: &Caller, user: &User, disabled: Option<bool>) -> Result<(), Error> {
    match (user.id == caller.principal.user, disabled) {
        (true, Some(true)) => Err(Error::AccountProtected { what: user.login.clone() }),
        (true, _) => Ok(()),
        (false, _) => grant::check(app, caller, &user.roles),
    }
}
