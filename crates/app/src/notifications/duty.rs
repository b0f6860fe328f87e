//! Being on duty: those who are, are told first.

use std::sync::Arc;

use bihuan_domain::time::Timestamp;
use bihuan_persistence::duties;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Whether somebody is on duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty {
    /// Since when; none when off duty.
    pub since: Option<Timestamp>,
}

/// Whether the caller is on duty.
///
/// # Errors
/// When the database cannot be read.
pub async fn duty(app: &Arc<App>, caller: &Caller) -> Result<Duty, Error> {
    let user = caller.principal.user;
    app.database.read(move |tx| Ok(Duty { since: duties::since(tx, user)? })).await
}

/// Puts the caller on duty or takes him off it.
///
/// # Errors
/// When the database cannot be written.
pub async fn set_duty(app: &Arc<App>, caller: &Caller, on_duty: bool) -> Result<Duty, Error> {
    let (user, now) = (caller.principal.user, app.clock.now());
    app.database
        .write(move |tx| {
            if on_duty {
                duties::begin(tx, user, now)?;
            } else {
                duties::end(tx, user)?;
            }
            Ok(Duty { since: duties::since(tx, user)? })
        })
        .await
}
