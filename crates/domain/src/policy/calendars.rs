//! Business calendars: working weekdays, shifts, and the days that differ (法定节假日, 调休).

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::CalendarCode;

/// A business calendar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Its code.
    pub code: CalendarCode,
    /// Weekdays normally worked.
    pub weekdays: Vec<Weekday>,
    /// Working shifts of a working day, in order, not overlapping.
    pub shifts: Vec<Shift>,
    /// Days that differ from their weekday.
    #[serde(default)]
    pub days: Vec<SpecialDay>,
    /// Where the special days come from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// A stretch of work within one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// First moment of work, local time, such as `08:30`.
    #[schemars(with = "String")]
    pub from: Time,
    /// End of work, local time; `00:00` is the end of the day.
    #[schemars(with = "String")]
    pub to: Time,
}

impl Shift {
    /// Whether the shift lasts to the end of its day.
    #[must_use]
    pub fn ends_at_midnight(self) -> bool {
        self.to == Time::midnight()
    }
}

/// A day that differs from its weekday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecialDay {
    /// The date.
    #[schemars(with = "String")]
    pub date: Date,
    /// Whether it is free: `false` marks a make-up workday (调休).
    pub off: bool,
    /// The occasion.
    #[serde(default)]
    pub name: Option<String>,
}
