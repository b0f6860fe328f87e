//! When the backlog of callbacks will end.

use std::sync::Arc;

use bihuan_domain::callback::capacity::{Forecast, forecast};
use bihuan_domain::permission::Permission;
use bihuan_persistence::{Tx, callbacks};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Calls that a forecast looks at: those that may be made now first, then the next ones.
const FORECAST_CALLS_MAX: i64 = 5_000;
/// The most people a forecast reckons with.
pub const FORECAST_PEOPLE_MAX: u16 = 500;

/// A forecast, and how much of the backlog it rests on.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// The forecast over the calls that were looked at.
    pub forecast: Forecast,
    /// Calls that are open in all.
    pub waiting: i64,
    /// Whether all of them were looked at; the backlog ends later than the forecast says otherwise.
    pub complete: bool,
}

/// What the backlog in the caller's scope comes to with so many people calling from now on.
///
/// # Errors
/// Forbidden.
pub async fn capacity(app: &Arc<App>, caller: &Caller, people: u16) -> Result<Capacity, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    let policy = app.directory.current_policy()?;
    let now = app.clock.now();
    let read = move |tx: &mut Tx<'_>| {
        let count = callbacks::count_waiting(tx, &scope)?;
        Ok::<_, Error>((callbacks::waiting(tx, &scope, FORECAST_CALLS_MAX)?, count))
    };
    let (calls, waiting) = app.database.snapshot(read).await?;
    let complete = waiting <= FORECAST_CALLS_MAX;
    Ok(Capacity { forecast: forecast(&policy, &calls, people, now), waiting, complete })
}
