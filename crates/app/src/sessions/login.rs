//! Signing in.

use std::sync::Arc;

use bihuan_domain::id::SessionId;
use bihuan_persistence::sessions::{self as rows, Session};
use bihuan_persistence::users::{self, User};

use super::REFRESH_TOKEN_SECONDS;
use super::token::RefreshToken;
use crate::App;
use crate::directory::{self, Directory};
use crate::error::{Error, Unauthenticated};
use crate::principal::Principal;

/// Who has signed in.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// The user, with what the roles permit.
    pub principal: Principal,
    /// The version of the user, for the access token.
    pub version: i64,
    /// The token for the next refresh.
    pub refresh_token: String,
}

/// Signs a user in.
///
/// # Errors
/// [`Unauthenticated::Credentials`] when login and password do not belong together or the user is disabled.
pub async fn login(app: &Arc<App>, login: String, password: String) -> Result<SignedIn, Error> {
    let found = app.database.read(move |tx| Ok::<_, Error>(users::find_by_login(tx, &login)?)).await?;
    let user = found.filter(|user| !user.disabled);
    let hash = user.as_ref().map(|user| user.password_hash.clone());
    let good = app.passwords.verify(password, hash).await?;
    let Some(user) = user.filter(|_| good) else {
        return Err(Error::Unauthenticated { reason: Unauthenticated::Credentials });
    };
    // The user may have been made on another node a moment ago.
    Directory::refresh(app).await?;
    let now = app.wall.now();
    let token = RefreshToken::new(SessionId(app.ids.id(now)), app.ids.secret());
    let session = Session {
        id: token.session,
        user: user.id,
        secret_hash: token.hash(),
        created_at: now,
        expires_at: now.plus_seconds(REFRESH_TOKEN_SECONDS),
        revoked_at: None,
    };
    app.database.write(move |tx| Ok::<_, Error>(rows::insert(tx, &session)?)).await?;
    Ok(signed_in(app, &user, &token))
}

pub(super) fn signed_in(app: &App, user: &User, token: &RefreshToken) -> SignedIn {
    let organisation = app.directory.organisation();
    let policy = app.directory.current_policy().ok();
    SignedIn {
        principal: directory::principal(user, &organisation, policy.as_deref(), Some(token.session)),
        version: user.version,
        refresh_token: token.text(),
    }
}
