//! Emergency mode (应急): while it is on, demands are marked as taken in an emergency, and the policy may have other limits
//! for them.

use std::sync::Arc;

use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::{Tx, settings};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;

const SETTING: &str = "emergency";

/// Since when emergency mode is on or off, and why. Before anybody has spoken it is off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EmergencyMode {
    /// Whether it is on.
    pub active: bool,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Timestamp,
    /// Who said so.
    pub by: UserId,
}

/// How emergency mode stands; none when nobody has ever declared it.
///
/// # Errors
/// Forbidden.
pub fn get(app: &App, caller: &Caller) -> Result<Option<EmergencyMode>, Error> {
    caller.principal.require(Permission::TicketRead)?;
    Ok(app.directory.emergency_mode())
}

/// Declares emergency mode or lifts it. The other nodes learn of it within
/// [`REFRESH_SECONDS`](crate::directory::REFRESH_SECONDS). Saying the same again changes nothing but the reason.
///
/// # Errors
/// Forbidden.
pub async fn put(app: &Arc<App>, caller: &Caller, active: bool, reason: String) -> Result<EmergencyMode, Error> {
    caller.principal.require(Permission::EmergencyDeclare)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let mode = app.database.write(move |tx| declare(&inner, tx, &caller, active, &reason)).await?;
    Directory::refresh(app).await?;
    Ok(mode)
}

fn declare(app: &App, tx: &mut Tx<'_>, caller: &Caller, active: bool, reason: &str) -> Result<EmergencyMode, Error> {
    let now = app.clock.now();
    // First of all, so that two who speak at once come one after the other.
    directory::touch(tx)?;
    let before = load(tx)?;
    let same = before.filter(|before| before.active == active);
    let since = same.map_or(now, |before| before.since);
    let mode = EmergencyMode { active, reason: reason.to_owned(), since, by: caller.principal.user };
    settings::put(tx, SETTING, &text(&mode)?)?;
    let entry = NewEvent {
        id: app.ids.id(now).into(),
        ticket: None,
        subject: "emergency",
        // There is one for all.
        subject_id: Uuid::nil(),
        name: if active { "declared" } else { "lifted" },
        at: now,
        actor: caller.actor(),
        data: serde_json::json!({ "subject": "emergency", "event": mode }),
        request_id: caller.request_id.clone(),
    };
    events::append(tx, &[entry])?;
    Ok(mode)
}

/// How it stands in the database.
pub(crate) fn load(tx: &mut Tx<'_>) -> Result<Option<EmergencyMode>, Error> {
    let stored = settings::find(tx, SETTING)?;
    stored.map(|text| serde_json::from_str(&text).map_err(|error| Error::Internal(Box::new(error)))).transpose()
}

fn text(mode: &EmergencyMode) -> Result<String, Error> {
    serde_json::to_string(mode).map_err(|error| Error::Internal(Box::new(error)))
}
