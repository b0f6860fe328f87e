//! Calling customers whom the lot had left out, until the share of each class is reached.

use std::sync::Arc;

use bihuan_domain::callback::Cause;
use bihuan_domain::case::Command;
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::TicketId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::callbacks::SamplePeriod;
use bihuan_persistence::Tx;
use bihuan_persistence::lots;
use bihuan_persistence::page::Scope;

use super::drawn::Drawn;
use super::{Sample, SampleMonths, with_keys};
use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target, change_unattended};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Customers that one request calls in addition.
const TOP_UP_MAX: usize = 500;
/// Customers that are called in addition in one transaction, when nobody asked.
const TOP_UP_BATCH: usize = 100;
/// Periods that are looked after when they have ended: a call may be made, and fail, long after its period.
const PERIODS_LOOKED_AFTER: u16 = 2;

/// Calls customers whom the lot had left out, lowest lot of their class first, until the share is reached; at most five
/// hundred.
///
/// # Errors
/// Forbidden; more lots were drawn in a month than are counted.
pub async fn top_up(
    app: &Arc<App>,
    caller: &Caller,
    plan: PlanCode,
    months: SampleMonths,
    reply: Reply<Sample>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::CallbackRemove)?;
    let (inner, caller) = (app.clone(), caller.clone());
    let stored = reply::once(app, reply, move |tx| {
        let scope = scope::of(&caller.principal);
        lots::lock(tx, &plan)?;
        let drawn = Drawn::load(tx, &plan, &months, &scope)?;
        add(tx, &drawn, TOP_UP_MAX, |tx, ticket, cause| {
            let aim = Aim { ticket, what: Target::Ticket, expected: None, from_centre: false };
            let command = |_: &_, _: &_| Ok(Command::CallBack { plan: plan.clone(), cause: cause.clone() });
            cases::change(&inner, tx, &caller, aim, command).map(drop)
        })?;
        with_keys(&inner, Drawn::load(tx, &plan, &months, &scope)?.sample(), &months)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// Does the same for all plans and the periods that have ended, in the system's name; answers how many customers are called
/// in addition. Asked again it does nothing until another call is lost.
///
/// # Errors
/// When the database cannot be reached; more lots were drawn in a month than are counted.
pub async fn top_up_ended(app: &Arc<App>) -> Result<usize, Error> {
    let policy = app.directory.current_policy()?;
    let present = app.draws.key(&policy, app.clock.now()).period;
    let sampled = policy.bundle().callback_plans.iter().filter(|plan| !plan.samples.is_empty());
    let plans: Vec<(PlanCode, SamplePeriod)> = sampled.map(|plan| (plan.code.clone(), plan.sample_period)).collect();
    let mut added = 0;
    for (plan, period) in plans {
        for months in SampleMonths::ended_before(&present, period, PERIODS_LOOKED_AFTER) {
            while let Some(more) = step(app, &plan, &months).await? {
                added += more;
            }
        }
    }
    Ok(added)
}

/// One transaction of it; none when nothing was left to do.
async fn step(app: &Arc<App>, plan: &PlanCode, months: &SampleMonths) -> Result<Option<usize>, Error> {
    let (looked_at, period) = (plan.clone(), months.clone());
    let short = move |tx: &mut Tx<'_>| {
        Ok::<_, Error>(!Drawn::load(tx, &looked_at, &period, &Scope::Everything)?.shortages().is_empty())
    };
    if !app.database.snapshot(short).await? {
        return Ok(None);
    }
    let (inner, plan, months) = (app.clone(), plan.clone(), months.clone());
    let added = app
        .database
        .write(move |tx| {
            lots::lock(tx, &plan)?;
            let drawn = Drawn::load(tx, &plan, &months, &Scope::Everything)?;
            add(tx, &drawn, TOP_UP_BATCH, |tx, ticket, cause| {
                let command = Command::CallBack { plan: plan.clone(), cause };
                change_unattended(&inner, tx, ticket, &command, |_, _| Ok(())).map(drop)
            })
        })
        .await?;
    cases::announce(app);
    Ok(Some(added).filter(|added| *added > 0))
}

/// Calls the next of each class until nothing is missing or so many are called; answers how many.
fn add(
    tx: &mut Tx<'_>,
    drawn: &Drawn,
    most: usize,
    call: impl Fn(&mut Tx<'_>, TicketId, Cause) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut added = 0;
    for mut class in drawn.shortages() {
        while class.missing > 0 && added < most {
            let Some(ticket) = class.next.pop_front() else { break };
            let cause = class.lost.front().map_or(Cause::ToppedUp, |callback| Cause::Replaces { callback: *callback });
            match call(tx, ticket, cause) {
                Ok(()) => {
                    class.lost.pop_front();
                    class.missing -= 1;
                    added += 1;
                }
                // It was withdrawn, or opened again since: the next one will do.
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(added)
}
