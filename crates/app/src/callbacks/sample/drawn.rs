//! The lots of a plan and period, and the calls that came of them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use bihuan_domain::callback::CallbackStage;
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::{CallbackId, TicketId};
use bihuan_persistence::Tx;
use bihuan_persistence::lots::{self as rows, LotRecord};
use bihuan_persistence::page::Scope;

use super::{Sample, SampleClass, SampleMonths, Tally};
use crate::error::Error;

/// Lots of one plan and month that are counted.
const LOTS_MAX: i64 = 200_000;

/// A class: tickets of one kind of which one share is wanted.
pub(super) type Class = (String, i16);

/// The latest call of a ticket.
type Call = (CallbackId, CallbackStage);

/// The lots of a plan and period, and the calls that came of them.
pub(super) struct Drawn {
    /// By class, lowest lot first.
    classes: BTreeMap<Class, Vec<LotRecord>>,
    calls: BTreeMap<TicketId, Call>,
    replaced: BTreeSet<CallbackId>,
}

/// What a class still needs.
pub(super) struct Shortage {
    /// How many customers.
    pub(super) missing: usize,
    /// Who would come next: those left out and not called yet, lowest lot first.
    pub(super) next: VecDeque<TicketId>,
    /// The calls that were lost and not replaced yet.
    pub(super) lost: VecDeque<CallbackId>,
}

impl Drawn {
    pub(super) fn load(tx: &mut Tx<'_>, plan: &PlanCode, months: &SampleMonths, scope: &Scope) -> Result<Self, Error> {
        let (mut lots, mut calls, mut replaced) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for month in months.names() {
            let of_month = rows::drawn(tx, plan, month, scope, LOTS_MAX + 1)?;
            if i64::try_from(of_month.len()).is_ok_and(|count| count > LOTS_MAX) {
                return Err(Error::LimitExceeded { limit: "lots_per_month", maximum: LOTS_MAX.unsigned_abs() });
            }
            lots.extend(of_month);
            calls.extend(rows::calls(tx, plan, month)?.into_iter().map(|(ticket, id, stage)| (ticket, (id, stage))));
            replaced.extend(rows::replaced(tx, plan, month)?);
        }
        lots.sort_by_key(|lot| (lot.lot, lot.ticket));
        let mut classes: BTreeMap<Class, Vec<LotRecord>> = BTreeMap::new();
        for lot in lots {
            classes.entry((lot.kind.clone(), lot.percent)).or_default().push(lot);
        }
        Ok(Self { classes, calls, replaced })
    }

    pub(super) fn sample(&self) -> Sample {
        let classes = self.classes.iter().map(|((kind, percent), lots)| SampleClass {
            kind: kind.clone(),
            percent: *percent,
            tally: self.tally(*percent, lots),
        });
        let classes: Vec<SampleClass> = classes.collect();
        let total = classes.iter().fold(Tally::default(), |sum, class| sum + class.tally);
        Sample { total, classes, keys: BTreeMap::new() }
    }

    /// What each class still needs, where it needs anything.
    pub(super) fn shortages(&self) -> Vec<Shortage> {
        let of_class = |((_, percent), lots): (&Class, &Vec<LotRecord>)| {
            let missing = self.tally(*percent, lots).missing;
            let free = |lot: &&LotRecord| !lot.taken && !self.calls.contains_key(&lot.ticket);
            let next: VecDeque<TicketId> = lots.iter().filter(free).map(|lot| lot.ticket).collect();
            let lost = self.calls_of(lots).filter(|(id, stage)| {
                matches!(stage, CallbackStage::Unreachable | CallbackStage::Removed) && !self.replaced.contains(id)
            });
            let short = missing > 0 && !next.is_empty();
            short.then(|| Shortage { missing, next, lost: lost.map(|(id, _)| *id).collect() })
        };
        self.classes.iter().filter_map(of_class).collect()
    }

    fn calls_of<'a>(&'a self, lots: &'a [LotRecord]) -> impl Iterator<Item = &'a Call> {
        lots.iter().filter_map(|lot| self.calls.get(&lot.ticket))
    }

    fn tally(&self, percent: i16, lots: &[LotRecord]) -> Tally {
        let in_stage =
            |wanted: &dyn Fn(CallbackStage) -> bool| self.calls_of(lots).filter(|(_, stage)| wanted(*stage)).count();
        // Calls that count, or may still count, towards the share.
        let lost =
            |stage| matches!(stage, CallbackStage::Unreachable | CallbackStage::Removed | CallbackStage::Dropped);
        // Rounded up (X-06: nobody gains by many small classes).
        let wanted = (lots.len() * usize::try_from(percent).unwrap_or_default()).div_ceil(100);
        Tally {
            population: lots.len(),
            wanted,
            taken: lots.iter().filter(|lot| lot.taken).count(),
            added: lots.iter().filter(|lot| !lot.taken && self.calls.contains_key(&lot.ticket)).count(),
            answered: in_stage(&|stage| matches!(stage, CallbackStage::Satisfied | CallbackStage::Unsatisfied)),
            unreachable: in_stage(&|stage| stage == CallbackStage::Unreachable),
            removed: in_stage(&|stage| stage == CallbackStage::Removed),
            missing: wanted.saturating_sub(in_stage(&|stage| !lost(stage))),
        }
    }
}
