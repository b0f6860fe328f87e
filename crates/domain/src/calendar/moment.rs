//! Limits that end at an hour of a calendar day: in so many days or months, by the 10th, by the 10th of the next quarter.

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan as _};

use crate::policy::clocks::{Amount, Unit};
use crate::time::Timestamp;

use super::WorkCalendar;

const MONTHS_PER_QUARTER: i8 = 3;
/// The first day whose end lies after a start is the second tried at the latest; a third stands by for dates that a
/// zone leaves out.
const DAYS_TRIED_MAX: usize = 3;

impl WorkCalendar {
    /// The end of an amount that is counted in days or months of the calendar, later than `start`; none for other units
    /// and beyond the years that can be represented.
    pub(super) fn moment(&self, start: Timestamp, amount: &Amount) -> Option<Timestamp> {
        let date = self.date_of(start);
        let end = amount.at.unwrap_or(Time::midnight());
        match amount.unit {
            Unit::Days => {
                let date = date.checked_add(Span::new().try_days(amount.value).ok()?).ok()?;
                self.first_after(start, std::iter::successors(Some(date), |date| date.tomorrow().ok()), end)
            }
            Unit::Months => {
                let months = Span::new().try_months(amount.value).ok()?;
                match amount.at {
                    Some(end) => self.end_of(date.checked_add(months).ok()?, end),
                    None => {
                        let local = self.local(start).datetime();
                        self.instant(local.date().checked_add(months).ok()?, local.time())
                    }
                }
            }
            Unit::DayOfMonth => {
                let next = |first: &Date| first.checked_add(1.month()).ok();
                let months = std::iter::successors(Some(date.first_of_month()), next);
                self.first_after(start, months.map(|first| clamped(first, amount.value)), end)
            }
            Unit::DayOfQuarter => {
                let left = MONTHS_PER_QUARTER - (date.month() - 1) % MONTHS_PER_QUARTER;
                let first = date.first_of_month().checked_add(left.months()).ok()?;
                self.end_of(clamped(first, amount.value), end)
            }
            _ => None,
        }
    }

    /// The first end of one of the days that lies after `start`.
    fn first_after(&self, start: Timestamp, days: impl Iterator<Item = Date>, end: Time) -> Option<Timestamp> {
        days.take(DAYS_TRIED_MAX).filter_map(|date| self.end_of(date, end)).find(|moment| *moment > start)
    }
}

/// That day of the month of `first`, or its last.
fn clamped(first: Date, day: u32) -> Date {
    let last = first.last_of_month();
    let day = i8::try_from(day).unwrap_or(i8::MAX).clamp(1, last.day());
    first.with().day(day).build().unwrap_or(last)
}
