//! Following the event log.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_persistence::events::{self, EventRecord, LogPosition};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Entries behind `after`, in the order in which they became visible to all; only what the caller may see.
///
/// # Errors
/// Forbidden.
pub async fn follow(
    app: &Arc<App>,
    caller: &Caller,
    after: LogPosition,
    limit: i64,
) -> Result<Vec<EventRecord>, Error> {
    caller.principal.require(Permission::EventRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(events::follow(tx, after, &scope, limit)?)).await
}
