//! Reading policies.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_domain::policy::{Policy, PolicyVersion};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// The policy that new tickets are opened under.
///
/// # Errors
/// Not found before the first is published.
pub fn current(app: &App, caller: &Caller) -> Result<Arc<Policy>, Error> {
    caller.principal.require(Permission::PolicyRead)?;
    app.directory.current_policy()
}

/// The policy of a version.
///
/// # Errors
/// Not found when no such version was published.
pub async fn get(app: &Arc<App>, caller: &Caller, version: PolicyVersion) -> Result<Arc<Policy>, Error> {
    caller.principal.require(Permission::PolicyRead)?;
    let inner = app.clone();
    app.database.read(move |tx| inner.directory.policy(tx, version)).await
}
