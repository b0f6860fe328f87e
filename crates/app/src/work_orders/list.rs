//! Listing work orders.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::work_orders as rows;

pub use bihuan_persistence::work_orders::{VersionedWorkOrder, WorkOrderFilter};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the work orders of tickets in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: WorkOrderFilter,
    page: PageRequest,
) -> Result<Vec<VersionedWorkOrder>, Error> {
    caller.principal.require(Permission::WorkOrderRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, rows::Reach::Visible, page)?)).await
}
