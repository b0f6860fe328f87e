//! Signing out.

use std::sync::Arc;

use bihuan_persistence::sessions as rows;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Ends the caller's session: its refresh token is good no more. The access token runs out by itself.
///
/// # Errors
/// When the database does not take it.
pub async fn logout(app: &Arc<App>, caller: &Caller) -> Result<(), Error> {
    let Some(session) = caller.principal.session else { return Ok(()) };
    let now = app.wall.now();
    app.database.write(move |tx| Ok::<_, Error>(rows::revoke(tx, session, now)?)).await
}
