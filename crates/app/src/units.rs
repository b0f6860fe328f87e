//! Units of the organisation.

use std::sync::Arc;

use bihuan_domain::code::{CalendarCode, UnitCode};
use bihuan_domain::organisation::Unit;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_persistence::units as rows;

pub use bihuan_persistence::units::function_name;

use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;
use crate::jobs::Errand;
use crate::policies::recompute;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Units in the caller's scope, by code, behind `after`.
///
/// # Errors
/// Forbidden.
pub fn list(app: &App, caller: &Caller, after: Option<&str>, limit: i64) -> Result<Vec<Unit>, Error> {
    caller.principal.require(Permission::UnitRead)?;
    let scope = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    Ok(organisation
        .units()
        .filter(|unit| scope::contains(&scope, &unit.path))
        .filter(|unit| after.is_none_or(|after| unit.code.as_str() > after))
        .take(usize::try_from(limit).unwrap_or_default())
        .cloned()
        .collect())
}

/// The unit with this code.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub fn get(app: &App, caller: &Caller, code: &UnitCode) -> Result<Unit, Error> {
    caller.principal.require(Permission::UnitRead)?;
    let scope = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let unit = organisation.unit(code).filter(|unit| scope::contains(&scope, &unit.path));
    unit.cloned().ok_or(Error::NotFound { what: "unit" })
}

/// Adds a unit below one in the caller's scope.
///
/// # Errors
/// Invalid when the unit above or the calendar is unknown; [`Error::AlreadyExists`] when the code is taken.
pub async fn create(app: &Arc<App>, caller: &Caller, spec: UnitSpec, reply: Reply<Unit>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::UnitWrite)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let scope = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let above = spec.parent.as_ref().and_then(|code| organisation.unit(code));
    let Some(above) = above.filter(|unit| scope::contains(&scope, &unit.path)) else {
        return Err(Error::invalid("/parent", "unknown"));
    };
    check_calendar(app, spec.calendar.as_ref())?;
    let unit = Unit {
        code: spec.code.clone(),
        parent: spec.parent.clone(),
        name: spec.name.clone(),
        function: spec.function,
        calendar: spec.calendar.clone(),
        path: format!("{}{}/", above.path, spec.code),
    };
    let stored = reply::once(app, reply, move |tx| {
        rows::insert(tx, &spec).map_err(|error| {
            if error.is_unique_on("units", &["code"]) {
                Error::AlreadyExists { what: "code", id: None }
            } else {
                error.into()
            }
        })?;
        directory::touch(tx)?;
        Ok(unit.clone())
    })
    .await?;
    Directory::refresh(app).await?;
    Ok(stored)
}

/// Gives a unit in the caller's scope a calendar of its own, or takes it away: then it has that of the unit above. A job
/// works the running clocks out anew that follow it.
///
/// # Errors
/// Not found; invalid when the policy in force has no such calendar.
pub async fn set_calendar(
    app: &Arc<App>,
    caller: &Caller,
    code: UnitCode,
    calendar: Option<CalendarCode>,
) -> Result<Unit, Error> {
    caller.principal.require(Permission::UnitWrite)?;
    let scope = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let unit = organisation.unit(&code).filter(|unit| scope::contains(&scope, &unit.path)).cloned();
    let mut unit = unit.ok_or(Error::NotFound { what: "unit" })?;
    check_calendar(app, calendar.as_ref())?;
    unit.calendar.clone_from(&calendar);
    let (inner, errand) = (app.clone(), Errand::of(caller));
    let changed = app
        .database
        .write(move |tx| {
            let changed = rows::set_calendar(tx, &code, calendar.as_ref())?;
            directory::touch(tx)?;
            recompute::order_calendars(&inner, tx, &errand)?;
            Ok::<_, Error>(changed)
        })
        .await?;
    Directory::refresh(app).await?;
    app.queued.notify_one();
    if changed { Ok(unit) } else { Err(Error::NotFound { what: "unit" }) }
}

fn check_calendar(app: &App, calendar: Option<&CalendarCode>) -> Result<(), Error> {
    let Some(code) = calendar else { return Ok(()) };
    let known = app.directory.current_policy()?.calendar(code).is_some();
    if known { Ok(()) } else { Err(Error::invalid("/calendar", "unknown")) }
}
