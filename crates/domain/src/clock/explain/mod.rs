//! Why a deadline is where it is: every stretch of time from the start, the rule and the calendar behind it, and what
//! stopped and moved it.

use crate::calendar::{Pause, Segment, SegmentKind};
use crate::policy::clocks::ClockRule;
use crate::time::Timestamp;

use super::{Clock, ClockPause, Ground};

const MICROS_PER_SECOND: i64 = 1_000_000;

/// Why a deadline is where it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation<'a> {
    /// The clock.
    pub clock: &'a Clock,
    /// The row of the policy it follows.
    pub rule: &'a ClockRule,
    /// Every stretch of time from the moment it is counted from: to the deadline, or, while it stands still, to now.
    pub steps: Vec<Step>,
    /// How much time there is, in counted seconds.
    pub budget_seconds: i64,
    /// How much of it is used up now, or was when it ended.
    pub used_seconds: i64,
    /// As of when this is told.
    pub at: Timestamp,
}

/// A stretch of time, and whether it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The stretch.
    pub segment: Segment,
    /// The pause it lies in, if it does.
    pub pause: Option<ClockPause>,
}

impl Step {
    /// Microseconds that count.
    #[must_use]
    pub fn counted_micros(&self) -> i64 {
        match self.segment.kind {
            SegmentKind::Counted => self.segment.to.as_micros() - self.segment.from.as_micros(),
            SegmentKind::OutsideHours
            | SegmentKind::DayOff { .. }
            | SegmentKind::StartDay
            | SegmentKind::Paused { .. }
            | SegmentKind::TailOfDay => 0,
        }
    }
}

impl Explanation<'_> {
    /// Counted seconds that are left; negative once it is late.
    #[must_use]
    pub fn left_seconds(&self) -> i64 {
        self.budget_seconds - self.used_seconds
    }
}

/// Explains a clock as of `ground.at`. The counted steps up to the deadline sum to the budget.
#[must_use]
pub fn explain<'a>(clock: &'a Clock, rule: &'a ClockRule, ground: &Ground<'_>) -> Explanation<'a> {
    let (calendar, _) = ground.calendar(clock.plan.calendar.as_ref());
    let pauses: Vec<Pause> = clock.pauses.iter().map(|pause| Pause { from: pause.from, to: pause.to }).collect();
    let to = if clock.is_paused() { ground.at } else { clock.due_at };
    let segments = calendar.explain(clock.plan.from, &clock.plan.budget, to, &pauses);
    let steps = segments.into_iter().map(|segment| {
        let pause = match segment.kind {
            SegmentKind::Paused { index } => clock.pauses.get(index).copied(),
            _ => None,
        };
        Step { segment, pause }
    });
    Explanation {
        clock,
        rule,
        steps: steps.collect(),
        budget_seconds: clock.plan.budget.micros / MICROS_PER_SECOND,
        used_seconds: clock.used(calendar, ground.at) / MICROS_PER_SECOND,
        at: ground.at,
    }
}
