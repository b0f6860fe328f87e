//! The clock of a sandbox: it stands still until it is moved, and on the way everything happens at its own moment.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::settings;

use crate::App;
use crate::caller::Caller;
use crate::clock::{Clock as _, VirtualClock};
use crate::clocks;
use crate::error::Error;

const SETTING: &str = "sandbox_clock";
/// Wake-ups on one move; a move that needs more goes as far as it got and is asked again.
pub const WAKE_UPS_PER_MOVE_MAX: usize = 100_000;

/// What the virtual clock says.
///
/// # Errors
/// Not found outside a sandbox.
pub fn now(app: &App, caller: &Caller) -> Result<Timestamp, Error> {
    caller.principal.require(Permission::SandboxClock)?;
    Ok(virtual_clock(app)?.now())
}

fn virtual_clock(app: &App) -> Result<&Arc<VirtualClock>, Error> {
    app.sandbox.as_ref().ok_or(Error::NotFound { what: "sandbox" })
}

/// Moves the clock, stopping at every moment at which a ticket is due, so that warnings, breaches and callbacks bear
/// the time they would have had. Answers what the clock says then.
///
/// # Errors
/// Not found outside a sandbox; [`Error::ClockBackwards`] for a moment in its past.
pub async fn move_clock(app: &Arc<App>, caller: &Caller, to: Timestamp) -> Result<Timestamp, Error> {
    caller.principal.require(Permission::SandboxClock)?;
    let clock = virtual_clock(app)?.clone();
    if to < clock.now() {
        return Err(Error::ClockBackwards { now: clock.now() });
    }
    for _ in 0..WAKE_UPS_PER_MOVE_MAX {
        let Some(next) = clocks::next_due(app).await?.filter(|next| *next <= to) else { break };
        clock.move_to(next);
        let report = clocks::wake_due(app).await?;
        if report.woken.is_empty() {
            // The reconciler was faster, or holds the ticket at this moment: let it finish.
            tokio::task::yield_now().await;
        }
    }
    // Only when nothing is left that is due on the way; otherwise the clock stays where it got to.
    if clocks::next_due(app).await?.is_none_or(|next| next > to) {
        clock.move_to(to);
    }
    let now = clock.now();
    keep(app, now).await?;
    Ok(now)
}

async fn keep(app: &Arc<App>, now: Timestamp) -> Result<(), Error> {
    app.database.write(move |tx| Ok::<_, Error>(settings::put(tx, SETTING, &now.to_string())?)).await
}

/// Where the clock of this database stood when it was last moved: a sandbox goes on from there.
///
/// # Errors
/// When the database cannot be read.
pub async fn kept(database: &bihuan_persistence::Database) -> Result<Option<Timestamp>, Error> {
    let text = database.read(|tx| Ok::<_, Error>(settings::find(tx, SETTING)?)).await?;
    Ok(text.and_then(|text| text.parse().ok()))
}
