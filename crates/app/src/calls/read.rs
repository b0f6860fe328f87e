//! Looking calls up.

use std::sync::Arc;

use bihuan_domain::id::CallId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::calls as rows;
use bihuan_persistence::page::PageRequest;

pub use bihuan_persistence::calls::VersionedCall;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// The call with this id.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: CallId) -> Result<VersionedCall, Error> {
    caller.principal.require(Permission::CallHandle)?;
    let scope = scope::of(&caller.principal);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id, &scope)?)).await?;
    found.ok_or(Error::NotFound { what: "call" })
}

/// One page of calls, newest first.
///
/// # Errors
/// Forbidden.
pub async fn list(app: &Arc<App>, caller: &Caller, page: PageRequest) -> Result<Vec<VersionedCall>, Error> {
    caller.principal.require(Permission::CallHandle)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &scope, page)?)).await
}
