//! Listing callbacks.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_persistence::callbacks as rows;
use bihuan_persistence::page::PageRequest;

pub use bihuan_persistence::callbacks::{CallbackFilter, VersionedCallback};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the callbacks of tickets in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: CallbackFilter,
    page: PageRequest,
) -> Result<Vec<VersionedCallback>, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}
