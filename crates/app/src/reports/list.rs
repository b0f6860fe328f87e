//! Listing reports that ran.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::reports as rows;

use super::{ReportRun, RunFilter};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the reports that ran, about units in the caller's scope; with `mine`, only those sent to him.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    code: Option<String>,
    mine: bool,
    page: PageRequest,
) -> Result<Vec<ReportRun>, Error> {
    caller.principal.require(Permission::ReportRead)?;
    let filter = RunFilter { code, sent_to: mine.then_some(caller.principal.user) };
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}
