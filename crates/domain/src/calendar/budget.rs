//! What an amount of time means from a start: how much is to be counted, and how.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

use crate::policy::clocks::{Amount, Unit};
use crate::time::Timestamp;

use super::{HORIZON_DAYS, HORIZON_SECONDS, MICROS_PER_SECOND, SECONDS_PER_DAY, WorkCalendar, horizon};

/// A little more than the horizon, as it begins in the middle of a day.
const DAYS_LOOKED_AT: usize = HORIZON_DAYS as usize + 2;

/// How time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Day and night.
    Always,
    /// Within the shifts of working days.
    Working,
}

/// So much time, counted from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Budget {
    /// The moment from which it is counted. For working days this is the end of the start day.
    pub from: Timestamp,
    /// How much, in microseconds.
    pub micros: i64,
    /// How it is counted.
    pub counting: Counting,
    /// Working days only: the local hour at which the day is over whose working time used it up; midnight is 24:00.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day_end: Option<Time>,
}

impl Budget {
    /// So many microseconds from a moment on.
    #[must_use]
    pub const fn new(from: Timestamp, micros: i64, counting: Counting) -> Self {
        Self { from, micros, counting, day_end: None }
    }
}

impl WorkCalendar {
    /// What `amount` means from `start`. Of two lengths (`at_least`) it is the one that would end later if there were no
    /// pause. An amount counted to a target has no length of its own: whoever knows the target makes the budget.
    #[must_use]
    pub fn budget(&self, start: Timestamp, amount: &Amount) -> Budget {
        let own = self.budget_of_one(start, amount);
        let Some(other) = &amount.at_least else { return own };
        let other = self.budget(start, other);
        if self.run_out(&other, &[]) > self.run_out(&own, &[]) { other } else { own }
    }

    /// The moment at which `amount`, counted from `start` without a pause, is used up; at most
    /// [`HORIZON_DAYS`](super::HORIZON_DAYS) ahead.
    #[must_use]
    pub fn deadline(&self, start: Timestamp, amount: &Amount) -> Timestamp {
        let last = horizon(start);
        self.run_out(&self.budget(start, amount), &[]).map_or(last, |end| end.min(last))
    }

    fn budget_of_one(&self, start: Timestamp, amount: &Amount) -> Budget {
        let count = i64::from(amount.value);
        let always = |seconds| Budget::new(start, micros(seconds), Counting::Always);
        let working = |seconds| Budget::new(start, micros(seconds), Counting::Working);
        match amount.unit {
            Unit::Minutes => always(60 * count),
            Unit::Hours => always(3_600 * count),
            Unit::Days if amount.at.is_none() => always(SECONDS_PER_DAY * count),
            Unit::Days | Unit::Months | Unit::DayOfMonth | Unit::DayOfQuarter => {
                let end = self.moment(start, amount).unwrap_or_else(|| horizon(start));
                Budget::new(start, end.as_micros() - start.as_micros(), Counting::Always)
            }
            Unit::WorkingMinutes => working(60 * count),
            Unit::WorkingHours => working(3_600 * count),
            Unit::WorkingDays => self.working_days(start, amount),
            Unit::Target | Unit::NextReply => always(0),
        }
    }

    /// The working time from the end of the day of `start` to the end of the n-th working day after it; of no such days,
    /// to the first end of a working day that lies after `start`.
    fn working_days(&self, start: Timestamp, amount: &Amount) -> Budget {
        let end = amount.at.unwrap_or(Time::midnight());
        let today = self.date_of(start);
        let from = if amount.value == 0 { start } else { self.after_day(today).max(start) };
        let last = self.working_dates(today).filter_map(|date| Some((date, self.end_of(date, end)?)));
        let last = match amount.value.checked_sub(1) {
            None => last.map(|(_, end)| end).find(|end| *end > start),
            Some(skipped) => {
                let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
                last.filter(|(date, _)| *date > today).map(|(_, end)| end).nth(skipped)
            }
        };
        let micros = last.map_or(micros(i64::MAX), |last| self.counted(Counting::Working, from, last, &[]));
        Budget { from, micros, counting: Counting::Working, day_end: Some(end) }
    }

    /// The working days from `first` on.
    pub(super) fn working_dates(&self, first: Date) -> impl Iterator<Item = Date> {
        let days = if self.schedule.has_work() { DAYS_LOOKED_AT } else { 0 };
        std::iter::successors(Some(first), |date| date.tomorrow().ok())
            .take(days)
            .filter(|date| self.is_working_day(*date))
    }

    /// The moment at which `date` is over, and the shifts that began on it.
    fn after_day(&self, date: Date) -> Timestamp {
        let over = self.end_of(date, Time::midnight()).unwrap_or(Timestamp::from_micros(i64::MAX));
        let shifts = self.schedule.shifts_on(date).iter().filter_map(|shift| self.shift_end(date, *shift));
        shifts.fold(over, Timestamp::max)
    }
}

fn micros(seconds: i64) -> i64 {
    seconds.min(HORIZON_SECONDS) * MICROS_PER_SECOND
}
