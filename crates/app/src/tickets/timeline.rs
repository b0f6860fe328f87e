//! The timeline of a ticket: everything that happened to it, in order.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::cases;
use bihuan_persistence::events::{self, EventRecord};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Entries of the timeline behind the sequence `after`, oldest first.
///
/// # Errors
/// Not found, also when the ticket lies outside the caller's scope.
pub async fn timeline(
    app: &Arc<App>,
    caller: &Caller,
    id: TicketId,
    after: i64,
    limit: i64,
) -> Result<Vec<EventRecord>, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .snapshot(move |tx| {
            let entries = events::of_ticket(tx, id, after, limit)?;
            let begins = after == 0 && entries.is_empty();
            if begins || !cases::is_visible(tx, id, &scope)? {
                return Err(Error::NotFound { what: "ticket" });
            }
            Ok(entries)
        })
        .await
}
