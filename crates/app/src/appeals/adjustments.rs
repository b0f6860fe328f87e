//! What upheld appeals change in figures.

use std::sync::Arc;

use bihuan_domain::permission::Permission;
use bihuan_persistence::adjustments as rows;
use bihuan_persistence::page::PageRequest;

pub use bihuan_domain::appeal::Adjustment;
pub use bihuan_persistence::adjustments::AdjustmentFilter;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// One page of the adjustments of tickets in the caller's scope, each with what it was and what counts instead.
///
/// # Errors
/// Forbidden.
pub async fn adjustments(
    app: &Arc<App>,
    caller: &Caller,
    filter: AdjustmentFilter,
    page: PageRequest,
) -> Result<Vec<Adjustment>, Error> {
    caller.principal.require(Permission::AppealRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}
