//! What was written about a customer himself: what was put right in his file, what is known of him, and whether he wants calls.

use std::sync::Arc;

use bihuan_domain::id::CustomerId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::customers as rows;
use bihuan_persistence::events::{self, EventRecord};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// Entries behind the sequence `after`, oldest first. What names the customer is erased with him.
///
/// # Errors
/// Not found.
pub async fn timeline(
    app: &Arc<App>,
    caller: &Caller,
    id: CustomerId,
    after: i64,
    limit: i64,
) -> Result<Vec<EventRecord>, Error> {
    caller.principal.require(Permission::CustomerRead)?;
    app.database
        .snapshot(move |tx| {
            rows::find(tx, id)?.ok_or(Error::NotFound { what: "customer" })?;
            Ok(events::of_customer(tx, id, after, limit)?)
        })
        .await
}
