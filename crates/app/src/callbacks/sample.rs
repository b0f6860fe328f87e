//! Samples (抽查): what share of a plan's customers was called in a period, and calling more until the share is reached.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use bihuan_domain::callback::{CallbackStage, Cause};
use bihuan_domain::case::Command;
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::{CallbackId, TicketId};
use bihuan_domain::permission::Permission;
use bihuan_persistence::Tx;
use bihuan_persistence::lots::{self as rows, LotRecord};
use bihuan_persistence::page::Scope;

use crate::App;
use crate::caller::Caller;
use crate::cases::{self, Aim, Target};
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply, hex};
use crate::scope;

/// Lots of one plan and month that are looked at.
const LOTS_MAX: i64 = 200_000;
/// Customers that one request calls in addition.
const TOP_UP_MAX: usize = 500;

/// A month, or the three of a quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleMonths(Vec<String>);

impl SampleMonths {
    /// Of `2026-11` or `2026-Q4`; none for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let year: u16 = year.parse().ok().filter(|_| year.len() == 4)?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter: u8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            return Some(Self((1..=3).map(|month| format!("{year:04}-{:02}", 3 * (quarter - 1) + month)).collect()));
        }
        let month: u8 = rest.parse().ok().filter(|month| (1..=12).contains(month) && rest.len() == 2)?;
        Some(Self(vec![format!("{year:04}-{month:02}")]))
    }
}

/// What a sample came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// Customers among whom lots were drawn.
    pub population: usize,
    /// How many are to be called: the share of each class, rounded up.
    pub wanted: usize,
    /// How many the lot took.
    pub taken: usize,
    /// How many were called in addition.
    pub added: usize,
    /// How many of all those answered.
    pub answered: usize,
    /// How many of all those could not be reached.
    pub unreachable: usize,
    /// How many were taken out by hand.
    pub removed: usize,
    /// How many are still missing to what is wanted.
    pub missing: usize,
    /// For each month the SHA-256 of the key its lots were drawn with, and the key once the month is over, both in
    /// hexadecimal digits.
    pub keys: BTreeMap<String, (String, Option<String>)>,
}

struct Drawn {
    lots: Vec<LotRecord>,
    /// The latest call of each ticket.
    calls: BTreeMap<TicketId, (CallbackId, CallbackStage)>,
}

impl Drawn {
    fn load(tx: &mut Tx<'_>, plan: &PlanCode, months: &SampleMonths, scope: &Scope) -> Result<Self, Error> {
        let (mut lots, mut calls) = (Vec::new(), BTreeMap::new());
        for month in &months.0 {
            lots.extend(rows::drawn(tx, plan, month, scope, LOTS_MAX)?);
            calls.extend(rows::calls(tx, plan, month)?.into_iter().map(|(ticket, id, stage)| (ticket, (id, stage))));
        }
        lots.sort_by_key(|lot| (lot.lot, lot.ticket));
        // Only those whose lots lie in the scope.
        let seen: BTreeSet<TicketId> = lots.iter().map(|lot| lot.ticket).collect();
        calls.retain(|ticket, _| seen.contains(ticket));
        Ok(Self { lots, calls })
    }

    /// The share of each class, rounded up (X-06: nobody gains by many small classes).
    fn wanted(&self) -> usize {
        let mut classes: BTreeMap<i16, usize> = BTreeMap::new();
        for lot in &self.lots {
            *classes.entry(lot.percent).or_default() += 1;
        }
        let share =
            |(percent, count): (i16, usize)| (count * usize::try_from(percent).unwrap_or_default()).div_ceil(100);
        classes.into_iter().map(share).sum()
    }

    fn in_stage(&self, wanted: impl Fn(CallbackStage) -> bool) -> usize {
        self.calls.values().filter(|(_, stage)| wanted(*stage)).count()
    }

    /// Calls that count, or may still count, towards the share.
    fn hopeful(&self) -> usize {
        let lost =
            |stage| matches!(stage, CallbackStage::Unreachable | CallbackStage::Removed | CallbackStage::Dropped);
        self.in_stage(|stage| !lost(stage))
    }

    fn sample(&self) -> Sample {
        let wanted = self.wanted();
        let taken = self.lots.iter().filter(|lot| lot.taken).count();
        let added = self.lots.iter().filter(|lot| !lot.taken && self.calls.contains_key(&lot.ticket)).count();
        Sample {
            population: self.lots.len(),
            wanted,
            taken,
            added,
            answered: self.in_stage(|stage| matches!(stage, CallbackStage::Satisfied | CallbackStage::Unsatisfied)),
            unreachable: self.in_stage(|stage| stage == CallbackStage::Unreachable),
            removed: self.in_stage(|stage| stage == CallbackStage::Removed),
            missing: wanted.saturating_sub(self.hopeful()),
            keys: BTreeMap::new(),
        }
    }

    /// Who would come next: the lowest lots that were left out and not called yet.
    fn next(&self) -> impl Iterator<Item = TicketId> + '_ {
        let free = |lot: &&LotRecord| !lot.taken && !self.calls.contains_key(&lot.ticket);
        self.lots.iter().filter(free).map(|lot| lot.ticket)
    }

    /// The calls that were lost, each to be replaced once.
    fn lost(&self) -> impl Iterator<Item = CallbackId> + '_ {
        let lost = |stage| matches!(stage, CallbackStage::Unreachable | CallbackStage::Removed);
        self.calls.values().filter(move |(_, stage)| lost(*stage)).map(|(id, _)| *id)
    }
}

/// What the sample of a plan came to in a period, in the caller's scope.
///
/// # Errors
/// Forbidden.
pub async fn sample(app: &Arc<App>, caller: &Caller, plan: PlanCode, months: SampleMonths) -> Result<Sample, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    let inner = app.clone();
    app.database.snapshot(move |tx| with_keys(&inner, Drawn::load(tx, &plan, &months, &scope)?.sample(), &months)).await
}

/// Calls customers whom the lot had left out, lowest lot first, until the share is reached; at most five hundred.
///
/// # Errors
/// Forbidden.
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
        let drawn = Drawn::load(tx, &plan, &months, &scope)?;
        let mut missing = drawn.sample().missing.min(TOP_UP_MAX);
        let mut lost = drawn.lost();
        for ticket in drawn.next() {
            if missing == 0 {
                break;
            }
            let cause = lost.next().map_or(Cause::ToppedUp, |callback| Cause::Replaces { callback });
            let aim = Aim { ticket, what: Target::Ticket, expected: None, from_centre: false };
            let command = |_: &_, _: &_| Ok(Command::CallBack { plan: plan.clone(), cause: cause.clone() });
            match cases::change(&inner, tx, &caller, aim, command) {
                Ok(_) => missing -= 1,
                // It was withdrawn, or opened again since: the next one will do.
                Err(Error::Refused(_)) => {}
                Err(error) => return Err(error),
            }
        }
        with_keys(&inner, Drawn::load(tx, &plan, &months, &scope)?.sample(), &months)
    })
    .await?;
    cases::announce(app);
    Ok(stored)
}

/// The key of a month is told when the month is over, and no lot can be drawn with it any more.
fn with_keys(app: &App, sample: Sample, months: &SampleMonths) -> Result<Sample, Error> {
    let policy = app.directory.current_policy()?;
    let present = app.draws.key(&policy, app.clock.now()).period;
    let keys = months.0.iter().map(|month| {
        let key = app.draws.key_of(month);
        let told = (*month < present).then(|| hex(&key.secret));
        (month.clone(), (hex(&key.fingerprint()), told))
    });
    Ok(Sample { keys: keys.collect(), ..sample })
}
