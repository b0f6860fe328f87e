//! Samples (抽查): what share of a plan's customers was called in a period, and calling more until the share is reached.

mod drawn;
mod months;
mod top_up;

pub use months::SampleMonths;
pub use top_up::{top_up, top_up_ended};

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::code::PlanCode;
use bihuan_domain::permission::Permission;

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::hex;
use crate::scope;
use drawn::Drawn;

/// What a sample came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sample {
    /// All classes together.
    pub total: Tally,
    /// Each class: tickets of one kind of which one share is wanted.
    pub classes: Vec<SampleClass>,
    /// For each month the SHA-256 of the key its lots were drawn with, and the key once the month is over, both in
    /// hexadecimal digits.
    pub keys: BTreeMap<String, (String, Option<String>)>,
}

/// What the sample of one class came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleClass {
    /// The kind of demand.
    pub kind: String,
    /// How many in a hundred are wanted.
    pub percent: i16,
    /// What it came to.
    pub tally: Tally,
}

/// Counts of a sample.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
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
    /// How many are still missing to what is wanted; too many of one class do not make up for too few of another.
    pub missing: usize,
}

impl std::ops::Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            population: self.population + other.population,
            wanted: self.wanted + other.wanted,
            taken: self.taken + other.taken,
            added: self.added + other.added,
            answered: self.answered + other.answered,
            unreachable: self.unreachable + other.unreachable,
            removed: self.removed + other.removed,
            missing: self.missing + other.missing,
        }
    }
}

/// What the sample of a plan came to in a period, in the caller's scope.
///
/// # Errors
/// Forbidden; more lots were drawn in a month than are counted.
pub async fn sample(app: &Arc<App>, caller: &Caller, plan: PlanCode, months: SampleMonths) -> Result<Sample, Error> {
    caller.principal.require(Permission::CallbackRead)?;
    let scope = scope::of(&caller.principal);
    let inner = app.clone();
    app.database.snapshot(move |tx| with_keys(&inner, Drawn::load(tx, &plan, &months, &scope)?.sample(), &months)).await
}

/// The key of a month is told when the month is over, and no lot can be drawn with it any more.
fn with_keys(app: &App, sample: Sample, months: &SampleMonths) -> Result<Sample, Error> {
    let policy = app.directory.current_policy()?;
    let present = app.draws.key(&policy, app.clock.now()).period;
    let keys = months.names().iter().map(|month| {
        let key = app.draws.key_of(month);
        let told = (*month < present).then(|| hex(&key.secret));
        (month.clone(), (hex(&key.fingerprint()), told))
    });
    Ok(Sample { keys: keys.collect(), ..sample })
}
