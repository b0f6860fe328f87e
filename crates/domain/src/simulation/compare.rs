//! Clocks as they ran beside clocks as they would have run.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::clock::{Clock, ClockSubject};
use crate::code::{ClockCode, UnitCode};
use crate::time::Timestamp;
use crate::time_split::Holding;

/// One clock, on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Which rule.
    pub code: ClockCode,
    /// What it watches over.
    pub subject: ClockSubject,
    /// The how manieth of its kind over that.
    pub cycle: u16,
    /// In whose hands the matter was when the clock ended, or is while it runs.
    pub unit: UnitCode,
    /// As it ran; none when it did not.
    pub before: Option<Judged>,
    /// As it would have run; none when it would not.
    pub after: Option<Judged>,
}

/// How a clock is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// When the time is, or was, used up.
    pub due_at: Timestamp,
    /// Whether it was used up before the clock ended.
    pub late: bool,
}

impl Compared {
    /// Whether it was late as it ran.
    #[must_use]
    pub fn late_before(&self) -> bool {
        self.before.is_some_and(|judged| judged.late)
    }

    /// Whether it would have been late.
    #[must_use]
    pub fn late_after(&self) -> bool {
        self.after.is_some_and(|judged| judged.late)
    }
}

/// The recorded clocks beside those of the replayed case; what still runs is judged as of `at`.
#[must_use]
pub fn compare(recorded: &[Clock], replayed: &Case, at: Timestamp) -> Vec<Compared> {
    let mut pairs: BTreeMap<Key<'_>, (Option<&Clock>, Option<&Clock>)> = BTreeMap::new();
    for clock in recorded {
        pairs.entry(key(clock)).or_default().0 = Some(clock);
    }
    for clock in &replayed.clocks {
        pairs.entry(key(clock)).or_default().1 = Some(clock);
    }
    let judged = |clock: &Clock| Judged { due_at: clock.due_at, late: clock.is_late(at) };
    pairs
        .into_values()
        .filter_map(|(before, after)| {
            let clock = after.or(before)?;
            Some(Compared {
                code: clock.code.clone(),
                subject: clock.subject,
                cycle: clock.cycle,
                unit: unit_of(clock, replayed, at),
                before: before.map(judged),
                after: after.map(judged),
            })
        })
        .collect()
}

type Key<'a> = (&'a ClockCode, ClockSubject, u16);

const fn key(clock: &Clock) -> Key<'_> {
    (&clock.code, clock.subject, clock.cycle)
}

fn unit_of(clock: &Clock, case: &Case, at: Timestamp) -> UnitCode {
    let order = clock.subject.work_order().and_then(|id| case.work_order(id));
    let holdings = order.map_or(&case.ticket.holdings, |order| &order.holdings);
    let end = clock.end.map_or(at, |end| end.at());
    // Who had it up to that moment: what ends a clock often hands the matter on in the same breath.
    let had = |holding: &&Holding| holding.since < end || holding.since == clock.started_at;
    holdings.iter().rfind(had).map_or_else(|| case.ticket.accept_unit.clone(), |holding| holding.unit.clone())
}
