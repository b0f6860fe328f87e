//! Looking at appeals.

use std::sync::Arc;

use bihuan_domain::id::AppealId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::{appeals as rows, cases};

pub use bihuan_persistence::appeals::AppealFilter;

use super::{AppealView, view};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the appeals about tickets in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: AppealFilter,
    page: PageRequest,
) -> Result<Vec<AppealView>, Error> {
    caller.principal.require(Permission::AppealRead)?;
    let (scope, now, principal) = (scope::of(&caller.principal), app.clock.now(), caller.principal.clone());
    app.database
        .read(move |tx| {
            let found = rows::list(tx, &filter, &scope, page)?;
            Ok(found.into_iter().map(|(version, appeal)| view(version, appeal, &principal, now)).collect())
        })
        .await
}

/// One appeal, and what the caller may do with it.
///
/// # Errors
/// Not found, also when its ticket lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: AppealId) -> Result<AppealView, Error> {
    caller.principal.require(Permission::AppealRead)?;
    let (scope, now, principal) = (scope::of(&caller.principal), app.clock.now(), caller.principal.clone());
    app.database
        .read(move |tx| {
            let missing = || Error::NotFound { what: "appeal" };
            let (version, appeal) = rows::find(tx, id)?.ok_or_else(missing)?;
            if !cases::is_visible(tx, appeal.ticket, &scope)? {
                return Err(missing());
            }
            Ok(view(version, appeal, &principal, now))
        })
        .await
}
