//! Units of the organisation.

use std::sync::Arc;

use bihuan_domain::code::UnitCode;
use bihuan_domain::organisation::Unit;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_persistence::units as rows;

pub use bihuan_persistence::units::function_name;

use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;
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
/// Invalid when the unit above is unknown; [`Error::AlreadyExists`] when the code is taken.
pub async fn create(app: &Arc<App>, caller: &Caller, spec: UnitSpec, reply: Reply<Unit>) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::UnitWrite)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let scope = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let above = spec.parent.as_ref().and_then(|code| organisation.unit(code));
    let Some(above) = above.filter(|unit| scope::contains(&scope, &unit.path)) else {
        return Err(Error::invalid("/parent", "unknown"));
    };
    let unit = Unit {
        code: spec.code.clone(),
        parent: spec.parent.clone(),
        name: spec.name.clone(),
        function: spec.function,
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
