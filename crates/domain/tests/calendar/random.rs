//! Calendars, moments and pauses at random.

use bihuan_domain::calendar::{Pause, WorkCalendar, zone};
use bihuan_domain::policy::calendars::Calendar;
use bihuan_domain::time::Timestamp;

use crate::fixtures::{Walk, at};
use crate::slow_walk::{DAY, HOUR, SlowCalendar, millis, moment};

/// Weeks of many shapes.
const WEEKS: &[&str] = &[
    r#"weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
       shifts = [{ from = "08:30", to = "12:00" }, { from = "14:00", to = "17:30" }]"#,
    // Nights, a short Friday night, a Sunday with one hour.
    r#"weekdays = ["monday", "tuesday", "wednesday", "thursday"]
       shifts = [{ from = "22:00", to = "06:00" }]
       other_weekdays = [
         { weekdays = ["friday"], shifts = [{ from = "12:00", to = "13:00" }, { from = "23:30", to = "01:45" }] },
         { weekdays = ["sunday"], shifts = [{ from = "01:15", to = "02:15" }] },
       ]"#,
    // Around the clock.
    r#"weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
       shifts = [{ from = "00:00", to = "24:00" }]"#,
    // Shifts on both sides of the hours that zones leave out or repeat.
    r#"weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
       shifts = [
         { from = "00:00", to = "00:30" }, { from = "01:00", to = "02:30" }, { from = "02:30", to = "02:45" },
         { from = "03:00", to = "05:00" }, { from = "23:00", to = "24:00" },
       ]"#,
    // Versions, days off, make-up workdays and hours by date, also by night.
    r#"weekdays = ["monday", "wednesday", "friday"]
       shifts = [{ from = "09:00", to = "17:00" }]
       days = [
         { date = 2025-03-31, off = true }, { date = 2025-04-05, off = false }, { date = 2025-10-25, off = false },
         { date = 2025-04-12, off = false, shifts = [{ from = "20:00", to = "04:00" }] },
         { date = 2025-10-27, off = false, shifts = [{ from = "10:00", to = "10:00:30" }] },
         { date = 2010-11-07, off = false, shifts = [{ from = "00:00", to = "24:00" }] },
         { date = 2011-12-30, off = false }, { date = 2011-12-31, off = false },
       ]
       [[version]]
       from = 2025-04-10
       weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
       shifts = [{ from = "07:00", to = "11:00" }, { from = "12:30", to = "15:00" }, { from = "21:00", to = "00:30" }]
       [[version]]
       from = 2025-10-20
       weekdays = ["saturday"]
       shifts = [{ from = "22:00", to = "22:00:01" }]
       other_weekdays = [{ weekdays = ["monday", "thursday"], shifts = [{ from = "08:00", to = "16:00" }] }]"#,
];

/// Zones, each with a day near which something happens to its clocks.
const ZONES: &[(&str, &str)] = &[
    ("Asia/Shanghai", "2025-10-01T00:00:00Z"),
    ("America/New_York", "2025-03-09T00:00:00Z"),
    ("Europe/Berlin", "2025-10-26T00:00:00Z"),
    ("Africa/Cairo", "2025-04-25T00:00:00Z"),
    ("America/Havana", "2025-11-02T00:00:00Z"),
    ("Australia/Lord_Howe", "2025-04-06T00:00:00Z"),
    ("America/St_Johns", "2010-11-07T00:00:00Z"),
    ("Pacific/Apia", "2011-12-30T00:00:00Z"),
    ("Asia/Kathmandu", "2025-04-10T00:00:00Z"),
];

/// Ends of days that policy may choose, in hours.
pub(crate) const HOURS: &[i64] = &[8, 12, 16, 18, 24];

/// A calendar in both implementations.
pub(crate) struct Both {
    pub(crate) quick: WorkCalendar,
    pub(crate) slow: SlowCalendar,
    /// When something happens to the clocks of its zone.
    pub(crate) around: Timestamp,
    pub(crate) text: String,
}

pub(crate) fn calendars() -> Vec<Both> {
    let mut calendars = Vec::new();
    for week in WEEKS {
        let calendar: Calendar = toml::from_str(&format!("code = \"test\"\n{week}")).unwrap();
        for (name, around) in ZONES {
            let zone = zone(name).unwrap();
            calendars.push(Both {
                quick: WorkCalendar::compile(&calendar, &zone).unwrap(),
                slow: SlowCalendar::new(&calendar, &zone, &HOURS.iter().map(|hour| hour * HOUR).collect::<Vec<_>>()),
                around: at(around),
                text: format!("{name} {week}"),
            });
        }
    }
    calendars
}

pub(crate) fn pauses(walk: &mut Walk, start: Timestamp) -> Vec<Pause> {
    let mut pauses = Vec::new();
    for _ in 0..*walk.pick(&[0, 0, 1, 2, 4]) {
        let from = moment_after(walk, start, 4 * DAY, -DAY / 4);
        let length = *walk.pick(&[HOUR, DAY, 4 * DAY]);
        let to = moment_after(walk, from, length, -60_000);
        pauses.push(Pause { from, to: (walk.below(40) > 0).then_some(to) });
    }
    // Two that touch.
    if let Some(Pause { to: Some(to), .. }) = pauses.last().copied().filter(|_| walk.below(3) == 0) {
        pauses.push(Pause { from: to, to: Some(moment_after(walk, to, DAY, 0)) });
    }
    pauses
}

/// A moment up to `range` milliseconds behind `start` plus `shift`: on a half hour, a second or a millisecond.
pub(crate) fn moment_after(walk: &mut Walk, start: Timestamp, range: i64, shift: i64) -> Timestamp {
    let exact = millis(start) + shift + walk.below(u64::try_from(range).unwrap());
    let grain = *walk.pick(&[30 * 60_000, 30 * 60_000, 1_000, 1]);
    moment(exact - exact.rem_euclid(grain))
}
