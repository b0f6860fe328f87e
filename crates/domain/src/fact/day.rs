//! Days: the calendar of reports.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// A day, stored as the number of days since 1970-01-01 and shown as `2026-06-01`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(i32);

/// Why a text is not a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a day, such as 2026-06-01")]
pub struct InvalidDay(pub String);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl Day {
    /// The day on which an instant falls, by the local clock of a zone.
    #[must_use]
    pub fn of(at: Timestamp, zone: &TimeZone) -> Self {
        Self::on(at.instant().to_zoned(zone.clone()).date())
    }

    /// A date.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self(date.since(EPOCH).map_or(0, |span| span.get_days()))
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day so many days after 1970-01-01.
    #[must_use]
    pub const fn numbered(number: i32) -> Self {
        Self(number)
    }

    /// The date.
    #[must_use]
    pub fn date(self) -> Date {
        EPOCH.saturating_add(i64::from(self.0).days())
    }

    /// So many days later, or earlier.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The first instant of the day in a zone.
    #[must_use]
    pub fn begins(self, zone: &TimeZone) -> Option<Timestamp> {
        self.date().to_zoned(zone.clone()).ok().map(|zoned| Timestamp::new(zoned.timestamp()))
    }

    /// The Monday of its week.
    #[must_use]
    pub fn week(self) -> Self {
        let past = self.date().weekday().since(Weekday::Monday);
        self.plus(-i32::from(past))
    }

    /// The first day of its month.
    #[must_use]
    pub fn month(self) -> Self {
        Self::on(self.date().first_of_month())
    }

    /// The first day of its quarter.
    #[must_use]
    pub fn quarter(self) -> Self {
        let first = self.date().first_of_month();
        Self::on(first.saturating_sub(Span::new().months((first.month() - 1) % 3)))
    }

    /// The first day of its year.
    #[must_use]
    pub fn year(self) -> Self {
        Self::on(self.date().first_of_year())
    }

    /// The first day of a month so many months on.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self::on(self.date().saturating_add(Span::new().months(months)))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date().fmt(f)
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = InvalidDay;
    fn from_str(text: &str) -> Result<Self, InvalidDay> {
        let shape = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let date = if shape { text.parse().ok() } else { None };
        date.map(Self::on).ok_or_else(|| InvalidDay(text.chars().take(32).collect()))
    }
}

impl TryFrom<String> for Day {
    type Error = InvalidDay;
    fn try_from(text: String) -> Result<Self, InvalidDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}
