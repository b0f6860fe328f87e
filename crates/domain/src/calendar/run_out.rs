//! When a budget is used up: the one algorithm behind every deadline.

use jiff::civil::Time;

use crate::time::Timestamp;

use super::pause::{Gap, Pause, gaps};
use super::{Budget, WorkCalendar, horizon, length};

impl WorkCalendar {
    /// The moment at which `budget` is used up when nothing is counted in the pauses; at most
    /// [`HORIZON_DAYS`](super::HORIZON_DAYS) after it began. None while a pause lasts before whose beginning it was not
    /// used up.
    ///
    /// A budget of working days that is used up when the work of a day is done lasts to the end of that day. No deadline
    /// lies within a pause: there it is the end of the pause.
    #[must_use]
    pub fn run_out(&self, budget: &Budget, pauses: &[Pause]) -> Option<Timestamp> {
        let gaps = gaps(pauses);
        let used_up = self.used_up(budget, &gaps)?;
        match budget.day_end {
            Some(end) => self.end_of_day(used_up, end, &gaps).map(|end| end.min(horizon(budget.from)).max(used_up)),
            None => Some(used_up),
        }
    }

    /// The moment at which the last of the budget is counted.
    pub(super) fn used_up(&self, budget: &Budget, gaps: &[Gap]) -> Option<Timestamp> {
        let last = horizon(budget.from);
        let mut left = budget.micros;
        if left <= 0 {
            return Some(budget.from);
        }
        for (from, to) in self.countable(budget.counting, budget.from, last) {
            match spend(left, from, to, gaps) {
                Spent::All(at) => return Some(at),
                Spent::Paused => return None,
                Spent::Part { left: rest } => left = rest,
            }
        }
        let paused = gaps.last().is_some_and(|gap| gap.to.is_none());
        (!paused).then_some(last)
    }

    /// What is left of the day whose work was done at `used_up`: up to the first end of a working day, if there is no
    /// work before it.
    fn end_of_day(&self, used_up: Timestamp, end: Time, gaps: &[Gap]) -> Option<Timestamp> {
        let next = self.stretches(used_up).next();
        let today = self.date_of(used_up);
        let mut ends = self.working_dates(today.yesterday().unwrap_or(today)).filter_map(|date| self.end_of(date, end));
        let Some(end) = ends.find(|end| *end >= used_up) else { return Some(used_up) };
        if next.is_some_and(|(from, _)| from < end) {
            return Some(used_up);
        }
        out_of_gaps(end, gaps)
    }
}

/// The moment itself, or when it lies within pauses that touch each other, their end.
fn out_of_gaps(moment: Timestamp, gaps: &[Gap]) -> Option<Timestamp> {
    let mut around = gaps.iter().skip_while(|gap| gap.to.is_some_and(|to| to < moment)).peekable();
    let Some(first) = around.next_if(|gap| gap.from < moment) else { return Some(moment) };
    let touching = std::iter::successors(Some(first), |before| around.next_if(|gap| Some(gap.from) == before.to));
    touching.last()?.to
}

/// What became of a budget in a stretch of time.
enum Spent {
    All(Timestamp),
    Part {
        left: i64,
    },
    /// It met a pause that lasts.
    Paused,
}

/// Uses up what is left, more than nothing, from `from` to `to`, where no gap is.
fn spend(mut left: i64, from: Timestamp, to: Timestamp, gaps: &[Gap]) -> Spent {
    let mut at = from;
    for gap in gaps.iter().skip_while(|gap| gap.is_over(from)).take_while(|gap| gap.from < to) {
        let run = length(at, gap.from);
        if left <= run {
            return Spent::All(Timestamp::from_micros(at.as_micros() + left));
        }
        left -= run;
        let Some(end) = gap.to else { return Spent::Paused };
        at = end;
    }
    let run = length(at, to);
    if left <= run {
        return Spent::All(Timestamp::from_micros(at.as_micros() + left));
    }
    Spent::Part { left: left - run }
}
