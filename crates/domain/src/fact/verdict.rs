//! What clocks say about a deed: in time, or late.

use crate::clock::{Clock, ClockState, Milestone};

use super::Basis;

/// In time, or late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    InTime,
    Late,
}

/// What one clock says: late when its time was used up, noticed while it runs or found when it stopped.
pub(super) fn of_clock(clock: &Clock) -> Option<Verdict> {
    match clock.state() {
        ClockState::Breached | ClockState::StoppedLate => Some(Verdict::Late),
        ClockState::Stopped | ClockState::StoppedEarly => Some(Verdict::InTime),
        ClockState::Running | ClockState::Paused | ClockState::Warned | ClockState::Dropped => None,
    }
}

impl Basis<'_> {
    /// Whether a clock counts as late.
    pub(super) fn is_late(&self, clock: &Clock) -> bool {
        self.plea.verdict(clock) == Some(Verdict::Late)
    }

    /// What the clocks that wait for a milestone say: late, if one of them does; none while none has an opinion.
    pub(super) fn verdict<'c>(&self, clocks: impl Iterator<Item = &'c Clock>, milestone: Milestone) -> Option<Verdict> {
        let rules = &self.policy.bundle().clocks;
        let waits = |clock: &&Clock| rules.iter().any(|rule| rule.code == clock.code && rule.stop.contains(&milestone));
        clocks.filter(waits).filter_map(|clock| self.plea.verdict(clock)).fold(None, |known, verdict| match verdict {
            Verdict::Late => Some(Verdict::Late),
            Verdict::InTime => known.or(Some(Verdict::InTime)),
        })
    }
}
