//! Creating a user.

use std::sync::Arc;

use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::users::{self as rows, User};
use bihuan_persistence::{DbError, Tx};

use super::grant;
use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// The longest login name, in characters.
pub const LOGIN_LENGTH_MAX: u64 = 64;
/// The longest name of a user, in characters.
pub const NAME_LENGTH_MAX: u64 = 128;
/// The longest address of a user, in characters.
pub const EMAIL_LENGTH_MAX: u64 = 254;
/// The most roles of one user.
pub const ROLES_MAX: u64 = 16;

/// A user as entered.
#[derive(Clone)]
pub struct NewUser {
    /// The name the user signs in with.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The unit.
    pub unit: UnitCode,
    /// The roles.
    pub roles: Vec<RoleCode>,
    /// The password, in clear.
    pub password: String,
    /// Where mail reaches the user.
    pub email: Option<String>,
}

impl std::fmt::Debug for NewUser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NewUser").field("login", &self.login).finish_non_exhaustive()
    }
}

/// Creates a user in the caller's scope, with roles that the caller's own roles may give.
///
/// # Errors
/// Invalid when unit or role is unknown, [`Error::AccountProtected`] for a role that is not the caller's to give, and
/// [`Error::AlreadyExists`] when the login is taken.
pub async fn create(app: &Arc<App>, caller: &Caller, new: NewUser, reply: Reply<User>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::UserWrite)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let organisation = app.directory.organisation();
    let scope = scope::of(&caller.principal);
    let placed = organisation.unit(&new.unit).is_some_and(|unit| scope::contains(&scope, &unit.path));
    if !placed {
        return Err(Error::invalid("/unit", "unknown"));
    }
    check_roles(app, &new.roles)?;
    grant::check(app, caller, &new.roles)?;
    let user = prepare(app, new).await?;
    let stored = reply::once(app, reply, move |tx| {
        insert(tx, &user)?;
        Ok(user.clone())
    })
    .await?;
    Directory::refresh(app).await?;
    Ok(stored)
}

/// Adds a user without a caller: the command line and the demo.
///
/// # Errors
/// Invalid when unit or role is unknown; [`Error::AlreadyExists`] when the login is taken.
pub async fn add(app: &Arc<App>, new: NewUser) -> Result<User, Error> {
    check_roles(app, &new.roles)?;
    if app.directory.organisation().unit(&new.unit).is_none() {
        return Err(Error::invalid("/unit", "unknown"));
    }
    let user = prepare(app, new).await?;
    let added = user.clone();
    app.database.write(move |tx| insert(tx, &user)).await?;
    Directory::refresh(app).await?;
    Ok(added)
}

fn check_roles(app: &App, roles: &[RoleCode]) -> Result<(), Error> {
    let policy = app.directory.current_policy()?;
    match roles.iter().position(|code| policy.role(code).is_none()) {
        Some(place) => Err(Error::invalid(format!("/roles/{place}"), "unknown")),
        None => Ok(()),
    }
}

async fn prepare(app: &App, new: NewUser) -> Result<User, Error> {
    let now = app.clock.now();
    Ok(User {
        id: UserId(app.ids.id(now)),
        login: new.login,
        name: new.name,
        unit: new.unit,
        roles: new.roles,
        password_hash: app.passwords.hash(new.password, app.ids.secret()).await?,
        disabled: false,
        version: 1,
        created_at: now,
        email: new.email,
    })
}

fn insert(tx: &mut Tx<'_>, user: &User) -> Result<(), Error> {
    rows::insert(tx, user).map_err(|error: DbError| {
        if error.is_unique_on("users", &["login"]) {
            Error::AlreadyExists { what: "login", id: None }
        } else {
            error.into()
        }
    })?;
    Ok(directory::touch(tx)?)
}
