//! Calendars that cannot be meant.

use crate::{after, assert_table};

const WEEK: &str = "weekdays = [\"monday\", \"tuesday\"]";
const FIRST_SHIFT: &str = "{ from = \"08:30\", to = \"12:00\" }";

#[test]
fn a_calendar_without_work_is_refused() {
    assert_table(&[
        (WEEK, "weekdays = []", "rules.toml:3:12: no weekday is worked"),
        (FIRST_SHIFT, "{ from = \"08:30\", to = \"08:30\" }", "rules.toml:5:28: the shift ends when it begins"),
        (
            "[[clock]]\ncode = \"open\"",
            "[[calendar.version]]\nfrom = 2026-05-01\nweekdays = []\nshifts = [{ from = \"08:00\", to = \"09:00\" }]\n\n[[clock]]\ncode = \"open\"",
            "rules.toml:11:12: no weekday is worked",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\nother_weekdays = [{ weekdays = [\"friday\"], shifts = [] }]",
            "rules.toml:4:53: there is no shift",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\nother_weekdays = [{ weekdays = [], shifts = [{ from = \"08:00\", to = \"09:00\" }] }]",
            "rules.toml:4:32: no weekday has these shifts",
        ),
    ]);
}

#[test]
fn shifts_that_overlap_are_refused_also_over_midnight() {
    assert_table(&[
        (
            "{ from = \"14:00\", to = \"17:30\" }",
            "{ from = \"11:59\", to = \"17:30\" }",
            "rules.toml:6:14: the shift begins before the one above it ends",
        ),
        (
            FIRST_SHIFT,
            "{ from = \"08:30\", to = \"24:00\" }",
            "rules.toml:6:14: the shift begins before the one above it ends",
        ),
        (
            FIRST_SHIFT,
            "{ from = \"08:30\", to = \"02:00\" }",
            "rules.toml:6:14: the shift begins before the one above it ends",
        ),
        (
            "{ from = \"14:00\", to = \"17:30\" }",
            "{ from = \"22:00\", to = \"09:00\" }",
            "rules.toml:4:10: the last shift of monday goes on into the first of tuesday",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\ndays = [{ date = 2026-05-05, off = false }, \
             { date = 2026-05-03, off = false, shifts = [{ from = \"20:00\", to = \"08:31\" }] }]",
            "rules.toml:4:45: a shift goes on after midnight into one of the next day",
        ),
    ]);
    let good = after("{ from = \"14:00\", to = \"17:30\" }", "{ from = \"22:00\", to = \"08:30\" }");
    assert_eq!(good, [""; 0], "a night shift may end when the next begins");
}

#[test]
fn a_calendar_says_nothing_twice_and_its_versions_are_in_order() {
    let version = |from: &str| {
        format!("[[calendar.version]]\nfrom = {from}\nweekdays = [\"monday\"]\nshifts = [{FIRST_SHIFT}]\n")
    };
    let two = |first: &str, second: &str| {
        let clock = "[[clock]]\ncode = \"open\"";
        after(clock, &format!("{}{}{clock}", version(first), version(second)))
    };
    assert_eq!(two("2026-05-01", "2026-09-01"), [""; 0]);
    for second in ["2026-05-01", "\"2026-04-30\""] {
        assert_eq!(two("2026-05-01", second), ["rules.toml:14:8: not later than the version above it"]);
    }
    assert_table(&[
        (WEEK, "weekdays = [\"monday\", \"monday\"]", "rules.toml:3:23: this weekday stands here twice"),
        (
            WEEK,
            "weekdays = [\"monday\"]\nother_weekdays = [{ weekdays = [\"monday\"], shifts = [{ from = \"08:00\", to = \"09:00\" }] }]",
            "rules.toml:4:33: this weekday stands here twice",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\ndays = [{ date = 2026-05-01, off = true }, { date = \"2026-05-01\", off = false }]",
            "rules.toml:4:53: 2026-05-01 stands here twice",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\ndays = [{ date = 2026-05-01, off = true, shifts = [{ from = \"08:00\", to = \"09:00\" }] }]",
            "rules.toml:4:51: a day off has no shifts",
        ),
        (
            WEEK,
            "weekdays = [\"monday\"]\nverified_through = 2026-12-31\ndays = [{ date = 2027-01-01, off = true }]",
            "rules.toml:4:20: 2027-01-01 is listed, which is later",
        ),
    ]);
}

#[test]
fn zones_dates_and_hours_of_a_calendar_must_exist() {
    assert_table(&[
        (
            WEEK,
            "zone = \"Asia/Atlantis\"\nweekdays = [\"monday\"]",
            "rules.toml:3:8: `Asia/Atlantis` is not a time zone of the IANA database, such as Asia/Shanghai",
        ),
        (WEEK, "weekdays = [\"monday\"]\ndays_of = \"china\"", "rules.toml:4:11: there is no calendar `china`"),
        (WEEK, "weekdays = [\"monday\"]\ndays_of = \"office\"", "rules.toml:4:11: a calendar has its own days already"),
        (
            WEEK,
            "weekdays = [\"monday\"]\nverified_through = \"2026-02-30\"",
            "rules.toml:4:20: `2026-02-30` is not a date, such as 2026-05-01",
        ),
        (
            "to = \"12:00\"",
            "to = \"24:01\"",
            "rules.toml:5:28: `24:01` is not an hour of the day, such as 08:30 or 24:00",
        ),
    ]);
}
