//! Listing tickets.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_domain::phone;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::tickets as rows;

pub use bihuan_persistence::tickets::{TicketFilter, VersionedTicket};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the tickets in the caller's scope. The phone of the filter may be spelled in any way.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    mut filter: TicketFilter,
    page: PageRequest,
) -> Result<Vec<VersionedTicket>, Error> {
    caller.principal.require(Permission::TicketRead)?;
    if let Some(phone) = &filter.phone_key {
        filter.phone_key = Some(phone::normalise(phone).unwrap_or_else(|| phone.clone()));
    }
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}
