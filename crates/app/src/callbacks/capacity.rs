//! When the backlog of callbacks will end.

use std::sync::Arc;

use bihuan_domain::callback::capacity::{Forecast, forecast};
use bihuan_domain::permission::Permission;
use bihuan_persistence::callbacks;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Calls that a forecast looks at.
const FORECAST_CALLS_MAX: i64 = 5_000;
/// The most people a forecast reckons with.
pub const FORECAST_PEOPLE_MAX: u16 = 500;

/// What the backlog in the caller's scope comes to with so many people calling from now on.
///
/// # Errors
/// Forbidden.
pub async fn capacity(app: &Arc<App>, caller: &Caller, people: u16) -> Result<Forecast, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    let policy = app.directory.current_policy()?;
    let now = app.clock.now();
    let waiting =
        app.database.read(move |tx| Ok::<_, Error>(callbacks::waiting(tx, &scope, FORECAST_CALLS_MAX)?)).await?;
    Ok(forecast(&policy, &waiting, people, now))
}
