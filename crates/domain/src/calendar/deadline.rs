//! From a start and an amount to the moment at which the amount is used up.

use jiff::civil::Time;

use crate::policy::clocks::{Amount, Unit};
use crate::time::Timestamp;

use super::{HORIZON_DAYS, SECONDS_PER_DAY, WorkCalendar};

const MICROS_PER_SECOND: i64 = 1_000_000;
const HORIZON_SECONDS: i64 = SECONDS_PER_DAY * HORIZON_DAYS as i64;

impl WorkCalendar {
    /// The moment at which `amount`, counted from `start`, is used up; at most [`HORIZON_DAYS`] ahead.
    ///
    /// Calendar units run day and night. Working minutes and hours run within shifts, and a deadline that falls on the
    /// end of a shift stays there. Working days are the full working days after the day of `start`; the deadline is
    /// the end (24:00, local) of the last of them. An amount counted to a target has no length: it answers `start`.
    #[must_use]
    pub fn deadline(&self, start: Timestamp, amount: &Amount) -> Timestamp {
        let count = i64::from(amount.value);
        let found = match amount.unit {
            Unit::Minutes => after_seconds(start, 60 * count),
            Unit::Hours => after_seconds(start, 3_600 * count),
            Unit::Days if amount.at.is_some() => self.calendar_moment(start, amount).unwrap_or_else(|| horizon(start)),
            Unit::Days => after_seconds(start, SECONDS_PER_DAY * count),
            Unit::WorkingMinutes => self.after_working_seconds(start, 60 * count),
            Unit::WorkingHours => self.after_working_seconds(start, 3_600 * count),
            Unit::WorkingDays => self.after_working_days(start, amount.value),
            Unit::Months | Unit::DayOfMonth | Unit::DayOfQuarter => {
                self.calendar_moment(start, amount).unwrap_or_else(|| horizon(start))
            }
            Unit::Target => start,
        };
        let other = amount.at_least.as_ref().map(|other| self.deadline(start, other));
        found.max(other.unwrap_or(found)).min(horizon(start))
    }

    fn after_working_seconds(&self, start: Timestamp, seconds: i64) -> Timestamp {
        if seconds == 0 {
            return start;
        }
        let mut left = seconds.saturating_mul(MICROS_PER_SECOND);
        let mut date = self.local(start).date();
        for _ in 0..=HORIZON_DAYS {
            for (from, to) in self.shifts_on(date) {
                let from = from.max(start);
                let length = to.as_micros() - from.as_micros();
                if length > 0 && left <= length {
                    return Timestamp::from_micros(from.as_micros() + left);
                }
                left -= length.max(0);
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        horizon(start)
    }

    fn after_working_days(&self, start: Timestamp, days: u32) -> Timestamp {
        let mut left = days;
        let mut date = self.local(start).date();
        for _ in 0..=HORIZON_DAYS {
            let Ok(next) = date.tomorrow() else { break };
            if left == 0 {
                return self.instant(next, Time::midnight()).unwrap_or_else(|| horizon(start));
            }
            date = next;
            left -= u32::from(self.is_working_day(date));
        }
        horizon(start)
    }
}

fn after_seconds(start: Timestamp, seconds: i64) -> Timestamp {
    start.plus_seconds(seconds.min(HORIZON_SECONDS))
}

fn horizon(start: Timestamp) -> Timestamp {
    start.plus_seconds(HORIZON_SECONDS)
}
