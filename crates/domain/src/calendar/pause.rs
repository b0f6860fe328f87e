//! Times at which a budget is not used up.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// A time at which nothing is counted, half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Its first moment.
    pub from: Timestamp,
    /// The moment it is over; none while it lasts.
    pub to: Option<Timestamp>,
}

/// A part of a pause that no earlier pause covers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Gap {
    pub(super) from: Timestamp,
    /// None while the pause lasts.
    pub(super) to: Option<Timestamp>,
    /// Which of the pauses.
    pub(super) index: usize,
}

impl Gap {
    /// Whether it is over at `at`.
    pub(super) fn is_over(&self, at: Timestamp) -> bool {
        self.to.is_some_and(|to| to <= at)
    }
}

/// The pauses in order, without empty ones, each cut where an earlier one still lasts.
pub(super) fn gaps(pauses: &[Pause]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> =
        pauses.iter().enumerate().map(|(index, pause)| Gap { from: pause.from, to: pause.to, index }).collect();
    gaps.sort_by_key(|gap| (gap.from, gap.index));
    let mut covered: Option<Timestamp> = None;
    let mut lasting = false;
    gaps.retain_mut(|gap| {
        gap.from = covered.map_or(gap.from, |covered| covered.max(gap.from));
        if lasting || gap.is_over(gap.from) {
            return false;
        }
        covered = gap.to;
        lasting = gap.to.is_none();
        true
    });
    gaps
}
