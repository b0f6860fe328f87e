//! Taking the next call: of those that may be made now, the one with the least time left within permitted hours.

use std::sync::Arc;

use bihuan_domain::callback::{Callback, CallbackCommand};
use bihuan_domain::case::{Case, Command};
use bihuan_domain::code::{PlanCode, RoleCode};
use bihuan_domain::id::CallbackId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::callbacks::CallbackPlan;
use bihuan_domain::refusal::{Refusal, RefusalCode};
use bihuan_domain::ticket::Ticket;
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
/// How many times more are read, as long as the customers want to be called at another time, or others are to call them.
const STEPS_MAX: i64 = 20;
/// How many times outside the hours of the plan: whom somebody promised to call at this time stands in front.
const STEPS_OUTSIDE: i64 = 1;

/// Seconds that count as left for a call that was promised for now: it goes before what is urgent.
const PROMISED: i64 = -1;

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
        for (_, callback) in candidates(&inner, tx, &caller)? {
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
/// last. Tickets keep the plans they were opened under, so the plans are those of open calls, whatever the policy has today.
fn candidates(app: &App, tx: &mut Tx<'_>, caller: &Caller) -> Result<Vec<(i64, Callback)>, Error> {
    let seeking =
        Seeking { app, scope: scope::of(&caller.principal), roles: caller.person().roles, now: app.clock.now() };
    let current = app.directory.current_policy()?;
    let mut found: Vec<(i64, Callback)> = Vec::new();
    for code in callbacks::open_plans(tx)? {
        // Outside the hours of a plan only those who asked for this very time are called.
        let closed =
            current.plan(&code).is_some_and(|plan| current.next_callable(plan, &[], seeking.now) > seeking.now);
        let steps = if closed { STEPS_OUTSIDE } else { STEPS_MAX };
        found.extend(seeking.of_plan(tx, &code, steps)?);
    }
    found.sort_by_key(|(left, callback)| (*left, callback.due_at, callback.id));
    Ok(found)
}

struct Seeking<'a> {
    app: &'a App,
    scope: Scope,
    roles: Vec<RoleCode>,
    now: Timestamp,
}

impl Seeking<'_> {
    /// Calls of a plan whose customers may be called now by somebody with the caller's roles, with what is left of their time.
    /// Those of other times, and of other people, keep nobody from the others.
    fn of_plan(&self, tx: &mut Tx<'_>, code: &PlanCode, steps: i64) -> Result<Vec<(i64, Callback)>, Error> {
        let mut found = Vec::new();
        for with_window in [true, false] {
            for step in 0..steps {
                if found.len() >= CANDIDATES_MAX {
                    return Ok(found);
                }
                let stretch = Stretch { with_window, offset: step * STEP, limit: STEP };
                let calls = callbacks::next_of_plan(tx, code, self.now, &self.scope, stretch)?;
                let is_last = i64::try_from(calls.len()).is_ok_and(|count| count < STEP);
                for (callback, ticket) in calls.into_iter().filter(|(callback, _)| self.may_call(callback)) {
                    let policy = self.app.directory.policy(tx, ticket.policy)?;
                    let left = policy.plan(code).and_then(|plan| self.left(&policy, plan, &callback, &ticket));
                    found.extend(left.map(|left| (left, callback)));
                }
                if is_last {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Whether the call is for somebody with one of the caller's roles; where he stands is looked at when he claims it.
    fn may_call(&self, callback: &Callback) -> bool {
        let performers = &callback.performers;
        performers.is_empty() || performers.iter().any(|performer| self.roles.contains(&performer.role))
    }

    /// The seconds that are left within the hours of the plan and of the customer; none when he is not to be called now.
    fn left(&self, policy: &Policy, plan: &CallbackPlan, callback: &Callback, ticket: &Ticket) -> Option<i64> {
        if callback.is_agreed(plan, self.now) {
            return Some(PROMISED);
        }
        let hours = &ticket.demand.contact.hours;
        let stretches = |until| policy.callable_stretches(plan, hours, self.now, until);
        let seconds = |until| stretches(until).iter().map(|(from, to)| to.seconds_since(*from)).sum();
        let callable = policy.next_callable(plan, hours, self.now) <= self.now;
        callable.then(|| callback.until.map_or(i64::MAX, seconds))
    }
}
