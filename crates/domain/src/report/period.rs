//! The periods of reports.

use jiff::tz::TimeZone;

use crate::fact::Day;
use crate::indicator::Cut;
use crate::policy::reports::{ReportPeriod, ReportSchedule};
use crate::policy::vocabulary::Text;
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

/// What people call the stretch of time that begins on a day, in figures cut by this; none for cuts by anything but time.
#[must_use]
pub fn called(cut: Cut, first: Day) -> Option<Text> {
    let date = first.date();
    let (year, month) = (date.year(), date.month());
    match cut {
        Cut::Day => Some(Text { zh: first.to_string(), en: first.to_string() }),
        Cut::Week => {
            let week = date.iso_week_date();
            let (year, week) = (week.year(), week.week());
            Some(Text { zh: format!("{year}年第{week}周"), en: format!("{year} week {week}") })
        }
        Cut::Month => Some(Text { zh: format!("{year}年{month}月"), en: format!("{year}-{month:02}") }),
        Cut::Quarter => {
            let quarter = (month + 2) / 3;
            Some(Text { zh: format!("{year}年第{quarter}季度"), en: format!("{year} Q{quarter}") })
        }
        Cut::Year => Some(Text { zh: format!("{year}年"), en: year.to_string() }),
        Cut::Unit
        | Cut::Kind
        | Cut::ServiceType
        | Cut::Region
        | Cut::Line
        | Cut::Area
        | Cut::Channel
        | Cut::Level
        | Cut::Person
        | Cut::Crew
        | Cut::Plan
        | Cut::Policy => None,
    }
}

#[cfg(test)]
mod tests {
    use super::called;
    use crate::fact::Day;
    use crate::indicator::Cut;

    #[test]
    fn people_call_stretches_of_time_by_their_names() {
        let named = |cut, day: &str| {
            let name = day.parse::<Day>().ok().and_then(|first| called(cut, first));
            name.map(|name| (name.zh, name.en)).unwrap_or_default()
        };
        let pair = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
        assert_eq!(named(Cut::Day, "2026-11-01"), pair("2026-11-01", "2026-11-01"));
        // The week of New Year's Day belongs to the year in which most of it lies.
        assert_eq!(named(Cut::Week, "2025-12-29"), pair("2026年第1周", "2026 week 1"));
        assert_eq!(named(Cut::Month, "2026-09-01"), pair("2026年9月", "2026-09"));
        assert_eq!(named(Cut::Quarter, "2026-10-01"), pair("2026年第4季度", "2026 Q4"));
        assert_eq!(named(Cut::Year, "2026-01-01"), pair("2026年", "2026"));
        assert_eq!(called(Cut::Kind, "2026-01-01".parse().unwrap_or(Day::numbered(0))), None);
    }
}
