//! Reading a report that ran, and which reports there are.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_domain::policy::reports::ReportSpec;
use bihuan_persistence::reports as rows;
use uuid::Uuid;

use super::ReportRun;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// The reports of the policy in force.
///
/// # Errors
/// Forbidden; not found before the first policy.
pub fn definitions(app: &App, caller: &Caller) -> Result<Vec<ReportSpec>, Error> {
    caller.principal.require(Permission::ReportRead)?;
    Ok(app.directory.current_policy()?.bundle().reports.clone())
}

/// A report that ran, about a unit in the caller's scope.
///
/// # Errors
/// Forbidden; not found, also when it is about a unit outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: Uuid) -> Result<ReportRun, Error> {
    caller.principal.require(Permission::ReportRead)?;
    let scope = scope::of(&caller.principal);
    let found = app.database.read(move |tx| Ok::<_, Error>(rows::find(tx, id)?)).await?;
    found.filter(|run| scope::contains(&scope, &run.unit)).ok_or(Error::NotFound { what: "report_run" })
}
