//! Exchanging a refresh token for the next.

use std::sync::Arc;

use bihuan_persistence::{sessions as rows, users};

use super::REFRESH_TOKEN_SECONDS;
use super::login::{SignedIn, signed_in};
use super::token::RefreshToken;
use crate::App;
use crate::directory::Directory;
use crate::error::{Error, Unauthenticated};

/// Exchanges a refresh token for the next. A token that was used before ends its session.
///
/// # Errors
/// [`Unauthenticated::SessionEnded`].
pub async fn refresh(app: &Arc<App>, token: &str) -> Result<SignedIn, Error> {
    let ended = || Error::Unauthenticated { reason: Unauthenticated::SessionEnded };
    let token = RefreshToken::parse(token).ok_or_else(ended)?;
    let now = app.wall.now();
    let next = RefreshToken::new(token.session, app.ids.secret());
    let (id, old_hash, new_hash) = (token.session, token.hash(), next.hash());
    let user = app
        .database
        .write(move |tx| {
            let session = rows::find(tx, id)?.filter(|found| found.revoked_at.is_none() && found.expires_at > now);
            let Some(session) = session else { return Ok::<_, Error>(None) };
            if !rows::rotate(tx, id, &old_hash, &new_hash, now.plus_seconds(REFRESH_TOKEN_SECONDS))? {
                rows::revoke(tx, id, now)?;
                return Ok(None);
            }
            Ok(users::find(tx, session.user)?.filter(|user| !user.disabled))
        })
        .await?;
    let user = user.ok_or_else(ended)?;
    // The user may have been changed on another node a moment ago.
    Directory::refresh(app).await?;
    Ok(signed_in(app, &user, &next))
}
