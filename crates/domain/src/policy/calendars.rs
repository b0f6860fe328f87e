//! Business calendars: the hours of each weekday, how they change in time, and the days that differ (法定节假日, 调休).

use std::borrow::Cow;
use std::fmt;

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::CalendarCode;

use super::{date, hour};

/// A business calendar: a week that repeats, later versions of that week, and the days that differ from it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Its code.
    pub code: CalendarCode,
    /// IANA zone of its hours; the bundle's when left out.
    #[serde(default)]
    pub zone: Option<String>,
    /// The last day of the days that were announced. Later days are taken for what their weekday is, and a deadline that
    /// reaches past this day is provisional. Left out: there is nothing to be announced.
    #[serde(default, deserialize_with = "date::optional")]
    #[schemars(with = "Option<String>")]
    pub verified_through: Option<Date>,
    /// Weekdays that have the hours of `shifts`.
    pub weekdays: Vec<Weekday>,
    /// Working shifts of a working day, in order, not overlapping. A make-up workday has them too.
    pub shifts: Vec<Shift>,
    /// Weekdays with hours of their own.
    #[serde(default)]
    pub other_weekdays: Vec<OtherWeekdays>,
    /// Weeks that replace this one, each from a date on, such as summer hours; in order.
    #[serde(rename = "version", default)]
    pub versions: Vec<CalendarVersion>,
    /// Days that differ from their weekday.
    #[serde(default)]
    pub days: Vec<SpecialDay>,
    /// A calendar whose days hold here too, and how far they were announced; days of this calendar go before them.
    #[serde(default)]
    pub days_of: Option<CalendarCode>,
    /// Where the special days come from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A week that replaces the one before from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarVersion {
    /// The first day it is for.
    #[serde(deserialize_with = "date::deserialize")]
    #[schemars(with = "String")]
    pub from: Date,
    /// Weekdays that have the hours of `shifts`.
    pub weekdays: Vec<Weekday>,
    /// Working shifts of a working day.
    pub shifts: Vec<Shift>,
    /// Weekdays with hours of their own.
    #[serde(default)]
    pub other_weekdays: Vec<OtherWeekdays>,
}

/// Weekdays with hours of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherWeekdays {
    /// The weekdays.
    pub weekdays: Vec<Weekday>,
    /// Their shifts.
    pub shifts: Vec<Shift>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, in order.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// The weekday of a date.
    #[must_use]
    pub fn of(date: Date) -> Self {
        match date.weekday() {
            jiff::civil::Weekday::Monday => Self::Monday,
            jiff::civil::Weekday::Tuesday => Self::Tuesday,
            jiff::civil::Weekday::Wednesday => Self::Wednesday,
            jiff::civil::Weekday::Thursday => Self::Thursday,
            jiff::civil::Weekday::Friday => Self::Friday,
            jiff::civil::Weekday::Saturday => Self::Saturday,
            jiff::civil::Weekday::Sunday => Self::Sunday,
        }
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        })
    }
}

/// A stretch of work. It belongs to the day it begins on, also when it goes on after midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// First moment of work, local time, such as `08:30`.
    #[schemars(with = "String")]
    pub from: Time,
    /// The moment work is over, local time; `24:00` is the end of the day, and what is not later than `from` is an hour of
    /// the next day.
    #[serde(with = "hour::end")]
    #[schemars(with = "String")]
    pub to: Time,
}

impl Shift {
    /// Whether the shift lasts to the end of its day and no longer.
    #[must_use]
    pub fn ends_at_midnight(self) -> bool {
        self.to == Time::midnight()
    }

    /// Whether the shift ends on the day after the one it begins on.
    #[must_use]
    pub fn passes_midnight(self) -> bool {
        self.to <= self.from && !self.ends_at_midnight()
    }
}

/// A day that differs from its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The date.
    #[serde(deserialize_with = "date::deserialize")]
    #[schemars(with = "String")]
    pub date: Date,
    /// Whether it is free: `false` marks a make-up workday (调休), or a workday with hours of its own.
    pub off: bool,
    /// The hours of this day; when left out, those of its weekday, or `shifts` of the week where that is a free one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shifts: Vec<Shift>,
    /// The occasion.
    #[serde(default)]
    pub name: Option<String>,
}

/// One of the weeks of a calendar.
#[derive(Debug, Clone, Copy)]
pub struct Week<'c> {
    /// The first day it is for; none means from the beginning.
    pub from: Option<Date>,
    /// Weekdays that have the hours of `shifts`.
    pub weekdays: &'c [Weekday],
    /// The shifts of those, and of make-up workdays.
    pub shifts: &'c [Shift],
    /// Weekdays with hours of their own.
    pub others: &'c [OtherWeekdays],
}

impl<'c> Week<'c> {
    /// The shifts of a weekday; empty when it is free.
    #[must_use]
    pub fn shifts_of(&self, day: Weekday) -> &'c [Shift] {
        if self.weekdays.contains(&day) {
            return self.shifts;
        }
        self.others.iter().find(|other| other.weekdays.contains(&day)).map_or(&[][..], |other| &other.shifts)
    }
}

impl Calendar {
    /// The same with the days of the calendar that it names written out.
    #[must_use]
    pub fn with_days_of(&self, all: &[Self]) -> Cow<'_, Self> {
        let other = self.days_of.as_ref().and_then(|code| all.iter().find(|other| other.code == *code));
        let Some(other) = other else { return Cow::Borrowed(self) };
        let mut whole = self.clone();
        let own = |date| self.days.iter().any(|day| day.date == date);
        whole.days.extend(other.days.iter().filter(|day| !own(day.date)).cloned());
        whole.verified_through = self.verified_through.or(other.verified_through);
        Cow::Owned(whole)
    }

    /// The weeks, the first of which holds from the beginning, each of the others from its date on.
    pub fn weeks(&self) -> impl Iterator<Item = Week<'_>> {
        let first = Week { from: None, weekdays: &self.weekdays, shifts: &self.shifts, others: &self.other_weekdays };
        let later = self.versions.iter().map(|version| Week {
            from: Some(version.from),
            weekdays: &version.weekdays,
            shifts: &version.shifts,
            others: &version.other_weekdays,
        });
        std::iter::once(first).chain(later)
    }
}
