//! Listing the tickets of the same matter.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::cases as cases_rows;
use bihuan_persistence::matters as rows;
use bihuan_persistence::page::PageRequest;

use super::VersionedTicket;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the tickets about the same matter, as far as they lie in the caller's scope, newest first.
///
/// # Errors
/// Not found, also when the ticket lies outside the caller's scope.
pub async fn related(
    app: &Arc<App>,
    caller: &Caller,
    id: TicketId,
    page: PageRequest,
) -> Result<Vec<VersionedTicket>, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .read(move |tx| {
            if !cases_rows::is_visible(tx, id, &scope)? {
                return Err(Error::NotFound { what: "ticket" });
            }
            let keys = rows::keys_of(tx, id)?;
            Ok(rows::related(tx, &keys, id, &scope, page)?)
        })
        .await
}
