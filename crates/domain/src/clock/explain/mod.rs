//! Why a deadline is where it is: every stretch of time from the start, the rule and the calendar behind it, and what
//! stopped and moved it; for machines, and in [words](Explanation::told).

mod measure;
mod names;
mod sentences;
mod steps;

use crate::calendar::{Pause, Segment, SegmentKind, WorkCalendar};
use crate::policy::clocks::ClockRule;
use crate::policy::vocabulary::Text;
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
    /// The calendar it is counted on; for day and night only its zone matters.
    pub calendar: &'a WorkCalendar,
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
    /// Seconds of it that count. Rounded so that the steps before and this one sum to what they count together.
    pub counted_seconds: i64,
}

/// An explanation in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    /// The rule, the start, the calendar, what moved the deadline, and where it lies.
    pub summary: Vec<Text>,
    /// One sentence for each step.
    pub steps: Vec<Text>,
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

    /// The same in words.
    #[must_use]
    pub fn told(&self) -> Narrative {
        Narrative {
            summary: sentences::summary(self),
            steps: self.steps.iter().map(|step| steps::sentence(step, self.calendar.zone())).collect(),
        }
    }
}

/// Explains a clock as of `ground.at`. The counted steps up to the deadline sum to the budget.
#[must_use]
pub fn explain<'a>(clock: &'a Clock, rule: &'a ClockRule, ground: &Ground<'a>) -> Explanation<'a> {
    let (calendar, _) = ground.calendar(clock.plan.calendar.as_ref());
    // A clock that was dropped while it stood still stands still no longer.
    let ended = clock.end.map(super::ClockEnd::at);
    let pauses: Vec<Pause> =
        clock.pauses.iter().map(|pause| Pause { from: pause.from, to: pause.to.or(ended) }).collect();
    let to = if clock.is_paused() { ground.at } else { clock.due_at };
    let segments = calendar.explain(clock.plan.from, &clock.plan.budget, to, &pauses);
    Explanation {
        clock,
        rule,
        calendar,
        steps: with_seconds(clock, segments),
        budget_seconds: clock.plan.budget.micros / MICROS_PER_SECOND,
        used_seconds: clock.used(calendar, ground.at) / MICROS_PER_SECOND,
        at: ground.at,
    }
}

fn with_seconds(clock: &Clock, segments: Vec<Segment>) -> Vec<Step> {
    let mut micros = 0;
    let step = |segment: Segment| {
        let pause = match segment.kind {
            SegmentKind::Paused { index } => clock.pauses.get(index).copied(),
            _ => None,
        };
        let mut step = Step { segment, pause, counted_seconds: 0 };
        let before = micros / MICROS_PER_SECOND;
        micros += step.counted_micros();
        step.counted_seconds = micros / MICROS_PER_SECOND - before;
        step
    };
    segments.into_iter().map(step).collect()
}
