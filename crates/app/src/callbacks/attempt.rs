//! Recording an attempt to reach the customer.

use std::sync::Arc;

use bihuan_domain::callback::Attempt;
use bihuan_domain::case::Command;
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_persistence::callbacks;

use super::get::{CallbackView, view_of};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// Records an attempt, and everything that follows from it: the answer to the customer, or the work sent back.
///
/// # Errors
/// Refused when it is too early or the answers do not fit; nothing has happened then.
pub async fn attempt(
    app: &Arc<App>,
    caller: &Caller,
    id: CallbackId,
    expected: i64,
    attempt: Attempt,
    reply: Reply<CallbackView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CallbackAttempt)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "callback" };
        let (_, callback) = callbacks::find(tx, id)?.ok_or_else(missing)?;
        let aim =
            Aim { ticket: callback.ticket, what: Target::Callback(id), expected: Some(expected), from_centre: false };
        let case = cases::change(&inner, tx, &caller, aim, |_, _| Ok(Command::Attempt(attempt.clone())))?;
        view_of(case).ok_or_else(missing)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}
