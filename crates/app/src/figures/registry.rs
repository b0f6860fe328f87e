//! The list of indicators.

use std::sync::Arc;

use bihuan_domain::indicator::Registry;
use bihuan_domain::permission::Permission;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// The registry under the policy in force.
pub type Listing = Registry;

/// Every indicator with its definition.
///
/// # Errors
/// Forbidden; not found before the first policy.
pub fn indicators(app: &Arc<App>, caller: &Caller) -> Result<Listing, Error> {
    caller.principal.require(Permission::FigureRead)?;
    Ok(Registry::new(&app.directory.current_policy()?.bundle().figures))
}
