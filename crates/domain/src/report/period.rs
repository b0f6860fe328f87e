//! The periods of reports.

use jiff::tz::TimeZone;

use crate::fact::Day;
use crate::policy::reports::{ReportPeriod, ReportSchedule};
use crate::time::Timestamp;

/// The first and the last day of the period in which a day lies.
#[must_use]
pub fn stretch(period: ReportPeriod, day: Day) -> (Day, Day) {
    let (first, next) = match period {
        ReportPeriod::Day => (day, day.plus(1)),
        ReportPeriod::Week => (day.week(), day.week().plus(7)),
        ReportPeriod::Month => (day.month(), day.month().plus_months(1)),
        ReportPeriod::Quarter => (day.quarter(), day.quarter().plus_months(3)),
        ReportPeriod::Year => (day.year(), day.year().plus_months(12)),
    };
    (first, next.plus(-1))
}

/// The last period that is over on a day.
#[must_use]
pub fn last_over(period: ReportPeriod, today: Day) -> (Day, Day) {
    stretch(period, stretch(period, today).0.plus(-1))
}

/// When a report over the period that ends with `last` runs by itself. None only at the ends of time.
#[must_use]
pub fn due_at(schedule: ReportSchedule, last: Day, zone: &TimeZone) -> Option<Timestamp> {
    // By the clock on the wall: on days on which clocks are put forward or back, too.
    let hour = i8::try_from(schedule.hour).ok().filter(|hour| *hour < 24)?;
    let local = last.plus(i32::from(schedule.days_after)).date().at(hour, 0, 0, 0);
    local.to_zoned(zone.clone()).ok().map(|zoned| Timestamp::new(zoned.timestamp()))
}
