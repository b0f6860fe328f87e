//! Taking the next call: of those that may be made now, the one with the least time left within permitted hours.

use std::sync::Arc;

use bihuan_domain::callback::{Callback, CallbackCommand};
use bihuan_domain::case::{Case, Command};
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::callbacks::CallbackPlan;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::callbacks::Stretch;
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

/// Calls of each plan that are compared: colleagues may hold the first, and rules may keep the caller from some.
const CANDIDATES_MAX: usize = 50;
/// Calls of a plan that are read at once.
const STEP: i64 = 50;
/// How many times more are read, as long as the customers want to be called at another time.
const STEPS_MAX: i64 = 20;

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

/// The first calls of every plan that may be made now, the one with the least seconds left first; those without a window come
/// last.
fn candidates(app: &App, tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<(i64, Callback)>, Error> {
    let policy = app.directory.current_policy()?;
    let now = app.clock.now();
    let mut found: Vec<(i64, Callback)> = Vec::new();
    // Outside the hours of a plan none of its calls is handed out.
    let callable = |plan: &&CallbackPlan| policy.next_callable(plan, &[], now) <= now;
    for plan in policy.bundle().callback_plans.iter().filter(callable) {
        found.extend(of_plan(tx, (&policy, plan), now, scope)?);
    }
    found.sort_by_key(|(left, callback)| (*left, callback.due_at, callback.id));
    Ok(found)
}

/// Calls of a plan whose customers may be called now, with the seconds that are left within the hours of the plan and of the
/// customer. Those whose customers want to be called at another time keep nobody from the others.
fn of_plan(
    tx: &mut Tx<'_>,
    (policy, plan): (&Policy, &CallbackPlan),
    now: Timestamp,
    scope: &Scope,
) -> Result<Vec<(i64, Callback)>, Error> {
    let mut found = Vec::new();
    for with_window in [true, false] {
        for step in 0..STEPS_MAX {
            if found.len() >= CANDIDATES_MAX {
                return Ok(found);
            }
            let stretch = Stretch { with_window, offset: step * STEP, limit: STEP };
            let calls = callbacks::next_of_plan(tx, &plan.code, now, scope, stretch)?;
            let is_last = i64::try_from(calls.len()).is_ok_and(|count| count < STEP);
            for (callback, ticket) in calls {
                let hours = &ticket.demand.contact.hours;
                if policy.next_callable(plan, hours, now) <= now {
                    let stretches = |until| policy.callable_stretches(plan, hours, now, until);
                    let seconds = |until| stretches(until).iter().map(|(from, to)| to.seconds_since(*from)).sum();
                    found.push((callback.until.map_or(i64::MAX, seconds), callback));
                }
            }
            if is_last {
                break;
            }
        }
    }
    Ok(found)
}
