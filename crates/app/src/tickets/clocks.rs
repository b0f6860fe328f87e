//! The clocks of a ticket, each with the rule and the calendar it was planned on.

use std::sync::Arc;

use bihuan_domain::clock::{self, Clock, ClockSubject, Explanation, Ground};
use bihuan_domain::code::ClockCode;
use bihuan_domain::id::TicketId;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::policy::clocks::ClockRule;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;

use super::get::look;
use crate::App;
use crate::caller::Caller;
use crate::error::Error;

/// A clock, with everything that explains it.
#[derive(Debug, Clone)]
pub struct ClockView {
    /// The clock.
    pub clock: Clock,
    /// The row of the policy it follows.
    pub rule: ClockRule,
    /// When it was looked at.
    pub seen_at: Timestamp,
    /// The policy the rule is from.
    policy: Arc<Policy>,
    /// The policy whose calendar it was planned on.
    calendars: Arc<Policy>,
    organisation: Arc<Organisation>,
}

/// What the cycles of one clock of one thing come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CycleTotals {
    /// Which rule.
    pub code: ClockCode,
    /// What it watches over.
    pub subject: ClockSubject,
    /// How many cycles there have been.
    pub cycles: usize,
    /// Counted seconds of the first.
    pub first_seconds: i64,
    /// Counted seconds of all together.
    pub total_seconds: i64,
}

impl ClockView {
    /// Why its deadline is where it is, as of when it was looked at.
    #[must_use]
    pub fn explain(&self) -> Explanation<'_> {
        let ground = Ground {
            policy: &self.policy,
            current: &self.calendars,
            organisation: &self.organisation,
            holder: None,
            target_at: None,
            next_reply_at: None,
            at: self.seen_at,
        };
        clock::explain(&self.clock, &self.rule, &ground)
    }
}

/// All clocks of a ticket, by number.
///
/// # Errors
/// Not found, also when the ticket lies outside the caller's scope.
pub async fn clocks(app: &Arc<App>, caller: &Caller, id: TicketId) -> Result<Vec<ClockView>, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database
        .snapshot(move |tx| {
            let seen = look(&inner, tx, &principal, id, "ticket")?;
            seen.stored.case.clocks.iter().map(|clock| view(&inner, tx, clock, seen.seen_at)).collect()
        })
        .await
}

/// One of them.
///
/// # Errors
/// Not found, also when the ticket lies outside the caller's scope.
pub async fn clock(app: &Arc<App>, caller: &Caller, id: TicketId, no: u16) -> Result<ClockView, Error> {
    caller.principal.require(Permission::TicketRead)?;
    let (inner, principal) = (app.clone(), caller.principal.clone());
    app.database
        .snapshot(move |tx| {
            let seen = look(&inner, tx, &principal, id, "ticket")?;
            let clock = seen.stored.case.clocks.iter().find(|clock| clock.no == no);
            view(&inner, tx, clock.ok_or(Error::NotFound { what: "clock" })?, seen.seen_at)
        })
        .await
}

/// What the cycles of each clock come to, in the order in which the clocks first started.
#[must_use]
pub fn totals(clocks: &[ClockView]) -> Vec<CycleTotals> {
    let mut totals: Vec<CycleTotals> = Vec::new();
    for view in clocks {
        let (code, subject, used) = (&view.clock.code, view.clock.subject, view.explain().used_seconds);
        match totals.iter_mut().find(|one| one.code == *code && one.subject == subject) {
            Some(one) => {
                one.cycles += 1;
                one.total_seconds += used;
            }
            None => totals.push(CycleTotals {
                code: code.clone(),
                subject,
                cycles: 1,
                first_seconds: used,
                total_seconds: used,
            }),
        }
    }
    totals
}

/// Published versions never change, so what a clock was planned on is still there when the ticket has long ended.
fn view(app: &App, tx: &mut Tx<'_>, clock: &Clock, seen_at: Timestamp) -> Result<ClockView, Error> {
    let policy = app.directory.policy(tx, clock.plan.policy)?;
    let calendars = app.directory.policy(tx, clock.plan.calendars)?;
    let rules = &policy.bundle().clocks;
    let rule = rules.get(usize::from(clock.plan.rule)).filter(|rule| rule.code == clock.code);
    let rule = rule.cloned().ok_or_else(|| Error::Internal(format!("no rule for the clock {}", clock.code).into()))?;
    Ok(ClockView { clock: clock.clone(), rule, seen_at, policy, calendars, organisation: app.directory.organisation() })
}
