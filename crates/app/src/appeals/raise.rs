//! Raising an appeal.

use std::sync::Arc;

use bihuan_domain::appeal::{self, AppealEvent, Plea};
use bihuan_domain::id::{AppealId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_persistence::cases::{self as case_rows, LoadLock};
use bihuan_persistence::{appeals as rows, events};

use super::{AppealView, Bench, log_entry, notices, view};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Appeals against what was found of a ticket, for the caller's unit.
///
/// # Errors
/// Not found, or refused: nothing to contest, too late, contested before, proof without seals.
pub async fn raise(
    app: &Arc<App>,
    caller: &Caller,
    ticket: TicketId,
    plea: Plea,
    reply: Reply<AppealView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::AppealRaise)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "ticket" };
        if !case_rows::is_visible(tx, ticket, &scope::of(&caller.principal))? {
            return Err(missing());
        }
        // While the ticket is locked nobody else contests the same.
        let case = case_rows::load(tx, ticket, LoadLock::Wait)?.ok_or_else(missing)?.case;
        let earlier = rows::of_ticket(tx, ticket)?;
        let bench = Bench::new(&inner)?;
        let id = AppealId(inner.ids.id(bench.now));
        let raised = bench
            .hear(&caller, (&case, plea.against), |hearing| appeal::raise(id, &case, &plea, &earlier, hearing))
            .map_err(Error::Refused)?;
        rows::insert(tx, &raised, &caller.principal.unit_path)?;
        let event = AppealEvent::Raised { against: raised.against, subject: raised.subject.clone() };
        let entry = log_entry(&inner, &raised, &event, bench.now, Some(&caller));
        events::append(tx, [&entry])?;
        notices::tell(&inner, tx, (&case, &raised), (&event, entry.id), &bench)?;
        Ok(view(1, raised, &caller.principal, bench.now))
    })
    .await
}
