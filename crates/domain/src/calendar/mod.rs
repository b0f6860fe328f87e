//! Working time (工作时间): what a number of minutes, hours or working days means on a business calendar.
//!
//! Pure arithmetic over [`crate::policy::calendars::Calendar`] and a time zone. Working time is *elapsed* time within
//! shifts: a shift in which the clocks are put forward is an hour shorter.

mod deadline;
mod elapsed;
mod moment;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Zoned, civil};

use crate::policy::calendars::{Calendar, Shift, Weekday};
use crate::time::Timestamp;

/// How far ahead a deadline is looked for, in days: ten years. A deadline that lies beyond, as every one does on a
/// calendar without working days, is the end of this horizon.
pub const HORIZON_DAYS: u32 = 3_653;

const SECONDS_PER_DAY: i64 = 86_400;

/// A calendar made ready for arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkCalendar {
    zone: TimeZone,
    weekdays: BTreeSet<i8>,
    shifts: Vec<Shift>,
    special: BTreeMap<Date, bool>,
}

impl WorkCalendar {
    /// Makes `calendar` ready in `zone`.
    #[must_use]
    pub fn compile(calendar: &Calendar, zone: TimeZone) -> Self {
        Self {
            zone,
            weekdays: calendar.weekdays.iter().map(|day| day.offset()).collect(),
            shifts: calendar.shifts.clone(),
            special: calendar.days.iter().map(|day| (day.date, day.off)).collect(),
        }
    }

    /// A calendar on which nobody ever works: good for calendar minutes, hours and days only.
    #[must_use]
    pub fn never(zone: TimeZone) -> Self {
        Self { zone, weekdays: BTreeSet::new(), shifts: Vec::new(), special: BTreeMap::new() }
    }

    /// Whether `date` is worked: what is said of the day itself (节假日, 调休) goes before its weekday.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        match self.special.get(&date) {
            Some(off) => !off,
            None => self.weekdays.contains(&date.weekday().to_monday_zero_offset()),
        }
    }

    /// The local date at an instant.
    fn date_of(&self, instant: Timestamp) -> Date {
        self.local(instant).date()
    }

    fn local(&self, instant: Timestamp) -> Zoned {
        instant.instant().to_zoned(self.zone.clone())
    }

    /// The instant at which the local clock shows `at` on `date`. In the gap of a time change it is the moment as far
    /// after the gap; of a doubled hour it is the first.
    fn instant(&self, date: Date, at: Time) -> Option<Timestamp> {
        let local: civil::DateTime = date.to_datetime(at);
        local.to_zoned(self.zone.clone()).ok().map(|zoned| Timestamp::new(zoned.timestamp()))
    }

    /// The shifts of `date` as instants; empty on a day off.
    fn shifts_on(&self, date: Date) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let worked = self.is_working_day(date);
        self.shifts.iter().filter(move |_| worked).filter_map(move |shift| {
            let end = if shift.ends_at_midnight() {
                self.instant(date.tomorrow().ok()?, Time::midnight())
            } else {
                self.instant(date, shift.to)
            };
            Some((self.instant(date, shift.from)?, end?))
        })
    }
}

impl Weekday {
    /// Days after Monday.
    fn offset(self) -> i8 {
        match self {
            Self::Monday => 0,
            Self::Tuesday => 1,
            Self::Wednesday => 2,
            Self::Thursday => 3,
            Self::Friday => 4,
            Self::Saturday => 5,
            Self::Sunday => 6,
        }
    }
}
