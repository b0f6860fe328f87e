//! Working time means the same as on paper: worked cases, awkward zones, and laws that always hold.

#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use std::path::Path;

use bihuan_domain::calendar::{HORIZON_DAYS, WorkCalendar};
use bihuan_domain::policy::calendars::Calendar;
use bihuan_domain::policy::clocks::{Amount, Unit};
use bihuan_domain::time::Timestamp;
use jiff::tz::TimeZone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn amount(value: u32, unit: Unit) -> Amount {
    Amount::new(value, unit)
}

/// The Chinese days off and make-up workdays of the 95598 bundle, with the shifts given.
fn china(shifts: &str) -> WorkCalendar {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies/95598/calendars.toml");
    #[derive(serde::Deserialize)]
    struct File {
        calendar: Vec<Calendar>,
    }
    let mut calendar = toml::from_str::<File>(&std::fs::read_to_string(file).unwrap()).unwrap().calendar.remove(0);
    calendar.shifts = with_shifts(shifts).shifts;
    WorkCalendar::compile(&calendar, zone("Asia/Shanghai"))
}

fn with_shifts(shifts: &str) -> Calendar {
    let weekdays = r#"["monday", "tuesday", "wednesday", "thursday", "friday"]"#;
    toml::from_str(&format!("code = \"test\"\nweekdays = {weekdays}\nshifts = {shifts}")).unwrap()
}

const PAPER_SHIFTS: &str = r#"[{ from = "08:00", to = "12:00" }, { from = "13:30", to = "17:30" }]"#;
const OFFICE: &str = r#"[{ from = "08:30", to = "12:00" }, { from = "14:00", to = "17:30" }]"#;

#[test]
fn the_220_worked_cases_come_out_as_on_paper() {
    let calendar = china(PAPER_SHIFTS);
    let mut cases = 0;
    for line in include_str!("data/working-time.csv").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(',').collect();
        match fields[0] {
            "deadline" => {
                let minutes = fields[2].parse().unwrap();
                let end = calendar.deadline(at(fields[1]), &amount(minutes, Unit::WorkingMinutes));
                assert_eq!(end, at(fields[3]), "{line}");
            }
            "elapsed" => {
                let seconds: i64 = fields[3].parse().unwrap();
                assert_eq!(calendar.elapsed(at(fields[1]), at(fields[2])), seconds, "{line}");
            }
            // Policy knows no pauses. The case still holds: the pauses' working time is added to the amount.
            "pause" => {
                let seconds: i64 = 60 * fields[2].parse::<i64>().unwrap();
                let end = at(fields[3]);
                let paused: i64 = fields[4]
                    .split(';')
                    .filter_map(|pause| pause.split_once('/'))
                    .map(|(from, to)| calendar.elapsed(at(from).min(end), at(to).min(end)))
                    .sum();
                assert_eq!(calendar.elapsed(at(fields[1]), end), seconds + paused, "{line}");
            }
            other => panic!("unknown case {other}"),
        }
        cases += 1;
    }
    assert_eq!(cases, 220);
}

#[test]
fn amounts_end_where_people_expect_it() {
    use Unit::{Days, Hours, Minutes, WorkingDays, WorkingHours, WorkingMinutes};
    let calendar = china(OFFICE);
    let cases = [
        // Calendar units do not care for holidays.
        ("2026-10-01T12:00:00+08:00", 45, Minutes, "2026-10-01T12:45:00+08:00"),
        ("2026-10-01T12:00:00+08:00", 24, Hours, "2026-10-02T12:00:00+08:00"),
        ("2026-10-01T12:00:00+08:00", 7, Days, "2026-10-08T12:00:00+08:00"),
        // Within one shift, over the noon break, over night, over a weekend.
        ("2026-11-23T09:00:00+08:00", 30, WorkingMinutes, "2026-11-23T09:30:00+08:00"),
        ("2026-11-23T11:00:00+08:00", 2, WorkingHours, "2026-11-23T15:00:00+08:00"),
        ("2026-11-23T17:00:00+08:00", 2, WorkingHours, "2026-11-24T10:00:00+08:00"),
        ("2026-11-27T17:00:00+08:00", 2, WorkingHours, "2026-11-30T10:00:00+08:00"),
        // A deadline on the end of a shift stays there.
        ("2026-11-23T10:00:00+08:00", 2, WorkingHours, "2026-11-23T12:00:00+08:00"),
        ("2026-11-23T14:00:00+08:00", 210, WorkingMinutes, "2026-11-23T17:30:00+08:00"),
        // Starts outside shifts: early, at noon, at night, on a Sunday, on a holiday.
        ("2026-11-23T06:00:00+08:00", 1, WorkingHours, "2026-11-23T09:30:00+08:00"),
        ("2026-11-23T12:30:00+08:00", 1, WorkingHours, "2026-11-23T15:00:00+08:00"),
        ("2026-11-23T23:59:59+08:00", 1, WorkingHours, "2026-11-24T09:30:00+08:00"),
        ("2026-11-22T10:00:00+08:00", 1, WorkingHours, "2026-11-23T09:30:00+08:00"),
        ("2026-10-03T10:00:00+08:00", 1, WorkingHours, "2026-10-08T09:30:00+08:00"),
        // Saturday 10 October 2026 is worked (调休).
        ("2026-10-09T17:00:00+08:00", 1, WorkingHours, "2026-10-10T09:00:00+08:00"),
        ("2026-10-10T08:30:00+08:00", 1, WorkingHours, "2026-10-10T09:30:00+08:00"),
        // Full working days after the day of the start, due at 24:00 of the last.
        ("2026-11-23T00:00:00+08:00", 1, WorkingDays, "2026-11-25T00:00:00+08:00"),
        ("2026-11-23T23:59:59+08:00", 1, WorkingDays, "2026-11-25T00:00:00+08:00"),
        ("2026-11-27T09:00:00+08:00", 1, WorkingDays, "2026-12-01T00:00:00+08:00"),
        ("2026-11-22T09:00:00+08:00", 1, WorkingDays, "2026-11-24T00:00:00+08:00"),
        ("2026-09-30T09:00:00+08:00", 4, WorkingDays, "2026-10-13T00:00:00+08:00"),
    ];
    for (start, value, unit, end) in cases {
        assert_eq!(calendar.deadline(at(start), &amount(value, unit)), at(end), "{value} {unit:?} from {start}");
    }
}

#[test]
fn days_off_and_make_up_workdays_go_before_the_weekday() {
    let calendar = china(OFFICE);
    let cases = [
        ("2026-10-01", false),
        ("2026-10-07", false),
        ("2026-10-08", true),
        ("2026-10-10", true),
        ("2026-10-11", false),
        ("2026-11-22", false),
        ("2026-11-23", true),
    ];
    for (date, worked) in cases {
        assert_eq!(calendar.is_working_day(date.parse().unwrap()), worked, "{date}");
    }
}

#[test]
fn a_night_shift_loses_an_hour_in_spring_and_gains_one_in_autumn() {
    let mut night = with_shifts(r#"[{ from = "00:00", to = "08:00" }]"#);
    night.weekdays.push(bihuan_domain::policy::calendars::Weekday::Sunday);
    let calendar = WorkCalendar::compile(&night, zone("America/New_York"));
    // 9 March 2025: 02:00 becomes 03:00. 2 November 2025: 02:00 becomes 01:00.
    assert_eq!(calendar.elapsed(at("2025-03-09T00:00:00-05:00"), at("2025-03-09T12:00:00-04:00")), 7 * 3_600);
    assert_eq!(calendar.elapsed(at("2025-11-02T00:00:00-04:00"), at("2025-11-02T12:00:00-05:00")), 9 * 3_600);
    let end = calendar.deadline(at("2025-03-09T00:00:00-05:00"), &amount(3, Unit::WorkingHours));
    assert_eq!(end, at("2025-03-09T04:00:00-04:00"));
    // The working day after still ends at local midnight.
    let end = calendar.deadline(at("2025-03-07T12:00:00-05:00"), &amount(1, Unit::WorkingDays));
    assert_eq!(end, at("2025-03-10T00:00:00-04:00"));
}

#[test]
fn a_shift_may_last_to_midnight_also_where_midnight_is_skipped() {
    let evening = with_shifts(r#"[{ from = "22:00", to = "00:00" }]"#);
    let calendar = WorkCalendar::compile(&evening, zone("Asia/Shanghai"));
    let end = calendar.deadline(at("2026-11-23T22:00:00+08:00"), &amount(2, Unit::WorkingHours));
    assert_eq!(end, at("2026-11-24T00:00:00+08:00"));
    // In Cairo 25 April 2025 began at 01:00: the day before ended an hour of clock time later, not of time.
    let calendar = WorkCalendar::compile(&evening, zone("Africa/Cairo"));
    let end = calendar.deadline(at("2025-04-24T22:00:00+02:00"), &amount(2, Unit::WorkingHours));
    assert_eq!(end, at("2025-04-25T01:00:00+03:00"));
}

#[test]
fn what_nobody_ever_works_off_is_due_at_the_horizon() {
    let start = at("2026-11-23T09:00:00+08:00");
    let horizon = start.plus_seconds(i64::from(HORIZON_DAYS) * 86_400);
    let never = WorkCalendar::never(zone("Asia/Shanghai"));
    for unit in [Unit::WorkingMinutes, Unit::WorkingHours, Unit::WorkingDays] {
        assert_eq!(never.deadline(start, &amount(1, unit)), horizon, "{unit:?}");
    }
    for unit in [Unit::Minutes, Unit::Hours, Unit::Days, Unit::WorkingMinutes, Unit::WorkingHours, Unit::WorkingDays] {
        let end = china(OFFICE).deadline(start, &amount(u32::MAX, unit));
        assert_eq!(end, horizon, "{unit:?}");
    }
    assert_eq!(never.elapsed(start, horizon), 0);
}

/// A reproducible walk through starts and amounts: 64-bit linear congruence, upper bits.
struct Walk(u64);

impl Walk {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % bound).unwrap()
    }
}

#[test]
fn a_deadline_is_exactly_its_amount_of_working_time_away_and_later_never_earlier() {
    let new_york = WorkCalendar::compile(&with_shifts(OFFICE), zone("America/New_York"));
    let mut walk = Walk(7);
    let first = at("2024-01-01T00:00:00Z");
    for calendar in [china(OFFICE), china(PAPER_SHIFTS), new_york] {
        for _ in 0..400 {
            let start = first.plus_seconds(walk.below(2 * 365 * 86_400));
            let start = Timestamp::from_micros(start.as_micros() + walk.below(1_000) * 1_000);
            let minutes = 1 + u32::try_from(walk.below(5_000)).unwrap();
            let end = calendar.deadline(start, &amount(minutes, Unit::WorkingMinutes));
            assert_eq!(calendar.elapsed(start, end), i64::from(minutes) * 60, "{minutes} from {start}");
            assert_eq!(calendar.elapsed(end, start), 0, "nothing elapses backwards");

            let later = start.plus_seconds(walk.below(200_000));
            for unit in [Unit::WorkingMinutes, Unit::WorkingDays] {
                let value = minutes.min(60);
                let (one, two) = (amount(value, unit), amount(value + 1, unit));
                let end = calendar.deadline(start, &one);
                assert!(end > start, "{value} {unit:?} from {start}");
                assert!(end <= calendar.deadline(later, &one), "a later start is not due earlier: {start} {later}");
                assert!(end < calendar.deadline(start, &two), "more is due later: {value} {unit:?} from {start}");
            }

            let middle = start.plus_seconds(walk.below(400_000));
            let last = middle.plus_seconds(walk.below(400_000));
            let parts = calendar.elapsed(start, middle) + calendar.elapsed(middle, last);
            let whole = calendar.elapsed(start, last);
            // Each part is cut to whole seconds.
            assert!((0..=1).contains(&(whole - parts)), "{start} {middle} {last}");
        }
    }
}
