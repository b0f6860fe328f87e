//! Looking at one ticket.

use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::Tx;
use bihuan_persistence::cases as rows;

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, CaseView};
use crate::error::Error;
use crate::principal::Principal;
use crate::scope;

/// The ticket with everything that belongs to it, and what the caller may do.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: TicketId) -> Result<CaseView, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database.snapshot(move |tx| look(&inner, tx, &principal, id, "ticket")).await
}

/// The case of a ticket inside the caller's transaction; `what` is the noun that is missing otherwise.
pub(crate) fn look(
    app: &App,
    tx: &mut Tx<'_>,
    principal: &Principal,
    id: TicketId,
    what: &'static str,
) -> Result<CaseView, Error> {
    if !rows::is_visible(tx, id, &scope::of(principal))? {
        return Err(Error::NotFound { what });
    }
    let stored = rows::latest_case(tx, id)?.ok_or(Error::NotFound { what })?;
    let policy = app.directory.policy(tx, stored.case.ticket.policy)?;
    let rules = cases::rules(&policy, &stored.case)?;
    Ok(cases::view(stored, &rules, principal, app.clock.now()))
}
