//! Looking users up.

use std::sync::Arc;

use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::users::{self as rows, User};

use crate::App;
use crate::caller::Caller;
use crate::directory;
use crate::error::Error;
use crate::scope;

/// The user with this id.
///
/// # Errors
/// Not found, also when the user's unit lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: UserId) -> Result<User, Error> {
    caller.principal.require(Permission::UserRead)?;
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id)?)).await?;
    in_scope(app, caller, found)
}

/// Users in the caller's scope behind `after`, by login name: at most `limit`, and the login to go on behind when
/// there may be more. Users outside the scope are read over, so a page may be short.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    after: Option<String>,
    limit: i64,
) -> Result<(Vec<User>, Option<String>), Error> {
    caller.principal.require(Permission::UserRead)?;
    let read = app.database.read(move |tx| Ok::<_, Error>(rows::list(tx, after.as_deref(), limit)?)).await?;
    let full = i64::try_from(read.len()).is_ok_and(|length| length == limit);
    let next = read.last().filter(|_| full).map(|user| user.login.clone());
    let seen = read.into_iter().filter(|user| visible(app, caller, user)).collect();
    Ok((seen, next))
}

pub(super) fn in_scope(app: &App, caller: &Caller, found: Option<User>) -> Result<User, Error> {
    found.filter(|user| visible(app, caller, user)).ok_or(Error::NotFound { what: "user" })
}

fn visible(app: &App, caller: &Caller, user: &User) -> bool {
    let path = directory::path(&app.directory.organisation(), &user.unit);
    scope::contains(&scope::of(&caller.principal), &path)
}
