//! What clocks say about a deed: in time, or late.

use crate::clock::{Clock, ClockState, Milestone};
use crate::policy::Policy;

/// In time, or late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    InTime,
    Late,
}

/// Whether its time was used up: noticed while it runs, or found when it stopped.
pub(super) fn is_late(clock: &Clock) -> bool {
    matches!(clock.state(), ClockState::Breached | ClockState::StoppedLate)
}

/// What the clocks that wait for a milestone say: late, if one of them does; none while none has an opinion.
pub(super) fn of<'a>(
    clocks: impl Iterator<Item = &'a Clock>,
    milestone: Milestone,
    policy: &Policy,
) -> Option<Verdict> {
    let waits = |clock: &&Clock| {
        policy.bundle().clocks.iter().any(|rule| rule.code == clock.code && rule.stop.contains(&milestone))
    };
    clocks.filter(waits).fold(None, |known, clock| match clock.state() {
        ClockState::Breached | ClockState::StoppedLate => Some(Verdict::Late),
        ClockState::Stopped | ClockState::StoppedEarly => known.or(Some(Verdict::InTime)),
        ClockState::Running | ClockState::Paused | ClockState::Warned | ClockState::Dropped => known,
    })
}
