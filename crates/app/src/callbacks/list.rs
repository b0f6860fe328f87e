//! Listing callbacks.

use std::sync::Arc;

use bihuan_domain::callback::CallbackStage;
use bihuan_domain::fact::Day;
use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::callbacks as rows;
use bihuan_persistence::page::PageRequest;

pub use bihuan_persistence::callbacks::VersionedCallback;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::scope;

/// Which callbacks.
#[derive(Debug, Clone, Default)]
pub struct CallbackFilter {
    /// In this stage.
    pub stage: Option<CallbackStage>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
    /// Whose customers may be called from some moment of this day on, by the clock of the service centre.
    pub due_on: Option<Day>,
}

/// One page of the callbacks of tickets in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: CallbackFilter,
    page: PageRequest,
) -> Result<Vec<VersionedCallback>, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    let due = match filter.due_on {
        Some(day) => Some(stretch(&*app.directory.current_policy()?, day)?),
        None => None,
    };
    let stage = filter.stage.map(|stage| stage.as_str().to_owned());
    let filter = rows::CallbackFilter { stage, ticket: filter.ticket, due };
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}

/// The stretch of time that a day is.
fn stretch(policy: &Policy, day: Day) -> Result<(Timestamp, Timestamp), Error> {
    let (from, to) = (day.begins(policy.zone()), day.plus(1).begins(policy.zone()));
    from.zip(to).ok_or_else(|| Error::invalid("/dueOn", "out_of_range"))
}
