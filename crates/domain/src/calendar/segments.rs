//! Why a deadline is where it is: the time from the start, cut into what was counted and what was not.

use jiff::civil::{Date, Time};
use serde::Serialize;

use crate::policy::calendars::Weekday;
use crate::time::Timestamp;

use super::pause::{Gap, Pause, gaps};
use super::{Budget, Counting, HORIZON_DAYS, WorkCalendar};

/// A stretch of time of one kind, half open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// Its first moment.
    pub from: Timestamp,
    /// The moment it is over.
    pub to: Timestamp,
    /// Whether it counts, or why not.
    pub kind: SegmentKind,
}

/// Whether a stretch of time counts, or why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SegmentKind {
    /// It is counted.
    Counted,
    /// Nobody works at these hours of a working day.
    OutsideHours,
    /// Nobody works on this day.
    DayOff {
        /// The weekday.
        weekday: Weekday,
        /// The occasion, if it is more than a weekday.
        name: Option<String>,
    },
    /// The rest of the day of the start: working days begin to count on the next.
    StartDay,
    /// A pause.
    Paused {
        /// Which of the pauses, from 0.
        index: usize,
    },
    /// The work of the last day is done, and the day is not yet over.
    TailOfDay,
}

impl WorkCalendar {
    /// The time from `from` to `to`, without holes and in order. Days beyond [`HORIZON_DAYS`] are not told apart.
    #[must_use]
    pub fn segments(&self, counting: Counting, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> Vec<Segment> {
        let mut segments = Segments::default();
        self.lay(&mut segments, counting, from, to);
        segments.with_gaps(&gaps(pauses))
    }

    /// The time from `start` to `to` as it was used up by a budget that began with `start`. What is counted up to the
    /// deadline sums to the budget; what is counted after it is late.
    #[must_use]
    pub fn explain(&self, start: Timestamp, budget: &Budget, to: Timestamp, pauses: &[Pause]) -> Vec<Segment> {
        let gaps = gaps(pauses);
        let mut segments = Segments::default();
        segments.push(start, budget.from.min(to), SegmentKind::StartDay);
        let used_up = self.used_up(budget, &gaps).map_or(to, |moment| moment.min(to));
        let deadline = self.run_out(budget, pauses).map_or(to, |moment| moment.min(to));
        self.lay(&mut segments, budget.counting, budget.from, used_up);
        segments.push(used_up, deadline, SegmentKind::TailOfDay);
        self.lay(&mut segments, budget.counting, deadline.max(used_up), to);
        segments.with_gaps(&gaps)
    }

    /// Adds what lies between two moments, pauses left out of account.
    fn lay(&self, segments: &mut Segments, counting: Counting, from: Timestamp, to: Timestamp) {
        let mut at = from;
        for (from, to) in self.countable(counting, from, to) {
            self.lay_free(segments, at, from);
            segments.push(from, to, SegmentKind::Counted);
            at = to;
        }
        self.lay_free(segments, at, to);
    }

    /// Adds time without work, day by day.
    fn lay_free(&self, segments: &mut Segments, from: Timestamp, to: Timestamp) {
        let mut at = from;
        for _ in 0..=HORIZON_DAYS {
            if at >= to {
                return;
            }
            let date = self.date_of(at);
            let end = self.end_of(date, Time::midnight()).map_or(to, |end| end.min(to));
            segments.push(at, end, self.free(date));
            at = end;
        }
        segments.push(at, to, SegmentKind::OutsideHours);
    }

    fn free(&self, date: Date) -> SegmentKind {
        if self.is_working_day(date) {
            return SegmentKind::OutsideHours;
        }
        SegmentKind::DayOff { weekday: Weekday::of(date), name: self.schedule.occasion(date).map(str::to_owned) }
    }
}

#[derive(Default)]
struct Segments(Vec<Segment>);

impl Segments {
    /// Adds a segment, or makes the last longer when it is of the same kind.
    fn push(&mut self, from: Timestamp, to: Timestamp, kind: SegmentKind) {
        if from >= to {
            return;
        }
        match self.0.last_mut() {
            Some(last) if last.kind == kind && last.to == from => last.to = to,
            _ => self.0.push(Segment { from, to, kind }),
        }
    }

    /// The same time with the gaps laid over it.
    fn with_gaps(self, gaps: &[Gap]) -> Vec<Segment> {
        let mut result = Self::default();
        for Segment { from, to, kind } in self.0 {
            let mut at = from;
            for gap in gaps.iter().skip_while(|gap| gap.is_over(from)).take_while(|gap| gap.from < to) {
                let begins = gap.from.max(at);
                let ends = gap.to.map_or(to, |end| end.min(to));
                result.push(at, begins, kind.clone());
                result.push(begins, ends, SegmentKind::Paused { index: gap.index });
                at = ends;
            }
            result.push(at, to, kind);
        }
        result.0
    }
}
