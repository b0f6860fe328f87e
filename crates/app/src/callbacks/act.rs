//! Doing something to a callback: claiming it, recording an attempt, signing, reviewing.

use std::sync::Arc;

use bihuan_domain::callback::CallbackCommand;
use bihuan_domain::case::Command;
use bihuan_domain::id::CallbackId;
use bihuan_persistence::{Tx, callbacks};

use super::follow_on;
use super::get::{CallbackView, view_of};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, CaseView, Target};
use crate::customers;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};

/// What stands as the customer's word when whoever called noted none.
const SAID_IN_A_CALL: &str = "said in a call";

/// Carries a command out, and everything that follows from it: the answer to the customer, the work sent back, further calls.
///
/// # Errors
/// Refused by a rule, or the caller's roles do not permit it; nothing has happened then.
pub async fn act(
    app: &Arc<App>,
    caller: &Caller,
    id: CallbackId,
    expected: i64,
    command: CallbackCommand,
    reply: Reply<CallbackView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(command.action().permission())?;
    let number = follow_on::number(app, id, &command).await?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "callback" };
        let (_, callback) = callbacks::find(tx, id)?.ok_or_else(missing)?;
        let aim =
            Aim { ticket: callback.ticket, what: Target::Callback(id), expected: Some(expected), from_centre: false };
        let mut case = cases::change(&inner, tx, &caller, aim, |_, _| Ok(Command::Callback(id, command.clone())))?;
        keep_with_customer(&inner, tx, &caller, &command, &case)?;
        if let Some(ticket) = follow_on::open(&inner, tx, &caller, (id, &command, number.as_ref()), &case)? {
            case.stored.case.ticket = ticket;
        }
        view_of(case, id).ok_or_else(missing)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// What is learnt of a customer in a call is kept with the customer, too.
fn keep_with_customer(
    app: &App,
    tx: &mut Tx<'_>,
    caller: &Caller,
    command: &CallbackCommand,
    case: &CaseView,
) -> Result<(), Error> {
    let demand = &case.stored.case.ticket.demand;
    match command {
        CallbackCommand::Attempt(report) => {
            if let (Some(customer), Some(address)) = (demand.customer, &report.address) {
                let source = case.stored.case.ticket.number.as_str();
                customers::correct_address(app, tx, caller, customer, (address, source))?;
            }
            if !report.never_call {
                return Ok(());
            }
            let reason = report.note.clone().unwrap_or_else(|| SAID_IN_A_CALL.to_owned());
            customers::never_call(app, tx, caller, (demand, reason))
        }
        CallbackCommand::CorrectNumber { phone, source } => match demand.customer {
            Some(customer) => customers::correct_phone(app, tx, caller, customer, (phone, source)),
            None => Ok(()),
        },
        CallbackCommand::Claim
        | CallbackCommand::Release
        | CallbackCommand::Sign
        | CallbackCommand::Confirm { .. }
        | CallbackCommand::Review { .. }
        | CallbackCommand::Remove { .. } => Ok(()),
    }
}
