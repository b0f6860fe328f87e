//! Taking the next call: of those that may be made now, the one with the least time left within permitted hours.

use std::sync::Arc;

use bihuan_domain::callback::{Callback, CallbackCommand};
use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::callbacks::CallbackPlan;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self as rows, LoadLock};
use bihuan_persistence::page::Scope;
use bihuan_persistence::{Tx, callbacks};

use super::get::{CallbackView, view_of};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target};
use crate::customers;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Calls of each plan that are looked at: colleagues may hold the first, and rules may keep the caller from some.
const CANDIDATES_MAX: i64 = 20;

/// Claims the most urgent call that the caller may make; none when there is none.
///
/// # Errors
/// Forbidden.
pub async fn claim_next(
    app: &Arc<App>,
    caller: &Caller,
    reply: Reply<Option<CallbackView>>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CallbackAttempt)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        for (_, callback) in candidates(&inner, tx, &scope::of(&caller.principal))? {
            // Who holds the ticket is about to change it: the next one will do.
            if rows::load(tx, callback.ticket, LoadLock::SkipLocked)?.is_none() {
                continue;
            }
            // What was said meanwhile, or about more tickets than were told at once.
            if customers::heed(&inner, tx, callback.ticket, None)? {
                continue;
            }
            let aim = Aim {
                ticket: callback.ticket,
                what: Target::Callback(callback.id),
                expected: None,
                from_centre: false,
            };
            let claim = |case: &Case, _: &_| claim_free(case, callback.id, inner.clock.now());
            match cases::change(&inner, tx, &caller, aim, claim) {
                Ok(case) => return Ok(view_of(case, callback.id)),
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// Claims it, unless somebody was quicker: also the same person, who asks for one more from another window.
fn claim_free(case: &Case, callback: CallbackId, now: Timestamp) -> Result<Command, Error> {
    let claimed = case.callback_with(callback).and_then(|callback| callback.claim).filter(|claim| claim.until > now);
    match claimed {
        Some(claim) => {
            let refusal = Refusal::new(RefusalCode::ClaimedByOther).with("until", claim.until);
            Err(Error::Refused(refusal))
        }
        None => Ok(Command::Callback(callback, CallbackCommand::Claim)),
    }
}

/// The first calls of every plan, the one with the least seconds left first; those without a window come last.
fn candidates(app: &App, tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<(i64, Callback)>, Error> {
    let policy = app.directory.current_policy()?;
    let now = app.clock.now();
    let mut found: Vec<(i64, Callback)> = Vec::new();
    // Outside the hours of a plan none of its calls is handed out.
    let callable = |plan: &&CallbackPlan| policy.next_callable(plan, &[], now) <= now;
    for plan in policy.bundle().callback_plans.iter().filter(callable) {
        for callback in callbacks::next_of_plan(tx, &plan.code, now, scope, CANDIDATES_MAX)? {
            let left = |until: Timestamp| -> i64 {
                let stretches = policy.callable_stretches(plan, &[], now, until);
                stretches.iter().map(|(from, to)| to.seconds_since(*from)).sum()
            };
            found.push((callback.until.map_or(i64::MAX, left), callback));
        }
    }
    found.sort_by_key(|(left, callback)| (*left, callback.due_at, callback.id));
    Ok(found)
}
