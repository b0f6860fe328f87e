//! Working time (工作时间): what an amount of minutes, working hours, working days or months means on a business calendar.
//!
//! Pure arithmetic over [`crate::policy::calendars::Calendar`] and a time zone, the same on every machine: zones come
//! from the program, not from the system it runs on. All intervals are half open, and time is counted as it passes: a
//! shift in which the clocks are put forward is an hour shorter. Where an hour of the clock is left out it means the
//! moment of the change, where it comes twice the first.
//!
//! There is one way to a deadline: a [`Budget`] of time is used up stretch by stretch, pauses left out. Nothing is ever
//! computed as "begun plus paused".

mod budget;
mod counted;
mod local;
mod moment;
mod pause;
mod run_out;
mod schedule;
mod segments;
mod stretches;

use jiff::civil::{Date, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::policy::UnknownZone;
use crate::policy::calendars::Calendar;
use crate::time::Timestamp;

pub use budget::{Budget, Counting};
pub use pause::Pause;
pub use segments::{Segment, SegmentKind};

pub(crate) use schedule::Schedule;

/// How far ahead a deadline is looked for, in days: ten years. A deadline that lies beyond, as every one does on a
/// calendar without working days, is the end of this horizon.
pub const HORIZON_DAYS: u32 = 3_653;

const MICROS_PER_SECOND: i64 = 1_000_000;
const SECONDS_PER_DAY: i64 = 86_400;
const HORIZON_SECONDS: i64 = SECONDS_PER_DAY * HORIZON_DAYS as i64;

/// A calendar made ready for arithmetic.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkCalendar {
    zone: TimeZone,
    schedule: Schedule,
    verified_through: Option<Date>,
}

/// The time zone of this name, from the database that comes with the program: the same on every machine.
///
/// # Errors
/// When there is no such zone.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone(name.to_owned()))
}

impl WorkCalendar {
    /// Makes `calendar` ready, in its own zone or else in `zone`.
    ///
    /// # Errors
    /// When its own zone is unknown.
    pub fn compile(calendar: &Calendar, zone: &TimeZone) -> Result<Self, UnknownZone> {
        let zone = calendar.zone.as_deref().map_or_else(|| Ok(zone.clone()), self::zone)?;
        Ok(Self { zone, schedule: Schedule::new(calendar), verified_through: calendar.verified_through })
    }

    /// A calendar on which nobody ever works: good for calendar minutes, hours, days and months only.
    #[must_use]
    pub fn never(zone: TimeZone) -> Self {
        Self { zone, schedule: Schedule::default(), verified_through: None }
    }

    /// The zone of its hours.
    #[must_use]
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The last day of the days that were announced; none when there is nothing to be announced.
    #[must_use]
    pub fn verified_through(&self) -> Option<Date> {
        self.verified_through
    }

    /// Whether every day up to `at` was announced. A deadline in working time that is not verified is provisional: it
    /// must be computed again when the calendar knows more.
    #[must_use]
    pub fn is_verified(&self, at: Timestamp) -> bool {
        let last = self.verified_through.and_then(|date| self.end_of(date, Time::midnight()));
        last.is_none_or(|last| at <= last)
    }

    /// Whether there is work on `date`: what is said of the day itself (节假日, 调休) goes before its weekday. A shift
    /// belongs to the day it begins on.
    #[must_use]
    pub fn is_working_day(&self, date: Date) -> bool {
        self.schedule.shifts_on(date).iter().any(|shift| {
            let (from, to) = (self.instant(date, shift.from), self.shift_end(date, *shift));
            matches!((from, to), (Some(from), Some(to)) if from < to)
        })
    }
}

/// The end of what is looked at from `start`.
fn horizon(start: Timestamp) -> Timestamp {
    start.plus_seconds(HORIZON_SECONDS)
}

/// Microseconds from one moment to another; zero when that is not later.
fn length(from: Timestamp, to: Timestamp) -> i64 {
    (to.as_micros() - from.as_micros()).max(0)
}
