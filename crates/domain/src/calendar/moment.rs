//! Limits that end at an hour of a calendar day: in so many days or months, by the 10th, by the 10th of the next quarter.

use jiff::ToSpan as _;
use jiff::civil::{Date, Time};

use crate::policy::clocks::{Amount, Unit};
use crate::time::Timestamp;

use super::WorkCalendar;

const MONTHS_PER_QUARTER: i8 = 3;

impl WorkCalendar {
    /// The end of an amount that is counted in days or months of the calendar, later than `start`; none for other units
    /// and beyond the years that can be represented.
    pub(super) fn calendar_moment(&self, start: Timestamp, amount: &Amount) -> Option<Timestamp> {
        let date = self.date_of(start);
        let end = amount.at.unwrap_or(Time::midnight());
        match amount.unit {
            Unit::Days => {
                let date = date.checked_add(i64::from(amount.value).days()).ok()?;
                let later = |date: &Date| date.tomorrow().ok();
                self.first_after(start, std::iter::successors(Some(date), later), end)
            }
            Unit::Months => {
                let date = date.checked_add(i64::from(amount.value).months()).ok()?;
                match amount.at {
                    Some(end) => self.end_of(date, end),
                    None => self.instant(date, self.local(start).time()),
                }
            }
            Unit::DayOfMonth => {
                let day = |first: &Date| first.checked_add(1.month()).ok();
                let months = std::iter::successors(Some(date.first_of_month()), day);
                self.first_after(start, months.map(|first| clamped(first, amount.value)), end)
            }
            Unit::DayOfQuarter => {
                let into = (date.month() - 1) % MONTHS_PER_QUARTER;
                let first = date.first_of_month().checked_add((MONTHS_PER_QUARTER - into).months()).ok()?;
                self.end_of(clamped(first, amount.value), end)
            }
            _ => None,
        }
    }

    /// The first of the days whose end lies after `start`.
    fn first_after(&self, start: Timestamp, days: impl Iterator<Item = Date>, end: Time) -> Option<Timestamp> {
        days.take(DAYS_TRIED_MAX).filter_map(|date| self.end_of(date, end)).find(|moment| *moment > start)
    }

    /// The instant at which `date` is over by a clock that ends its days at `end`; midnight is the end of the date.
    pub(super) fn end_of(&self, date: Date, end: Time) -> Option<Timestamp> {
        if end == Time::midnight() { self.instant(date.tomorrow().ok()?, end) } else { self.instant(date, end) }
    }
}

/// The first that lies after a start is the second at the latest; a third stands by for days that a zone leaves out.
const DAYS_TRIED_MAX: usize = 3;

/// That day of the month of `first`, or its last.
fn clamped(first: Date, day: u32) -> Date {
    let last = first.last_of_month();
    let day = i8::try_from(day).unwrap_or(i8::MAX).clamp(1, last.day());
    first.with().day(day).build().unwrap_or(last)
}
