//! Weeks with their own hours for each day, versions of them, nights, and days that differ.

use bihuan_domain::policy::clocks::Unit;

use crate::fixtures::{NIGHT, OFFICE, amount, at, calendar, china, elapsed, shipped, workweek};

const VARIED: &str = r#"
    weekdays = ["monday", "tuesday", "wednesday", "thursday"]
    shifts = [{ from = "08:00", to = "12:00" }, { from = "13:00", to = "17:00" }]
    other_weekdays = [{ weekdays = ["friday"], shifts = [{ from = "08:00", to = "12:00" }] }]
    days = [
        { date = 2026-05-01, off = true, name = "劳动节" },
        { date = "2026-05-09", off = false, name = "劳动节" },
        { date = 2026-12-24, off = false, shifts = [{ from = "09:00", to = "11:00" }] },
    ]
    [[version]]
    from = 2026-06-01
    weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    shifts = [{ from = "07:00", to = "13:00" }]
    [[version]]
    from = "2026-09-01"
    weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday"]
    shifts = [{ from = "08:00", to = "16:00" }]
"#;

fn hours_on(date: &str) -> i64 {
    let calendar = calendar("Asia/Shanghai", VARIED);
    elapsed(&calendar, at(&format!("{date}T00:00:00+08:00")), at(&format!("{date}T23:59:59+08:00"))) / 3_600
}

#[test]
fn each_weekday_has_the_hours_of_the_week_in_force() {
    let cases = [
        ("2026-04-30", 8),
        ("2026-04-24", 4),
        ("2026-04-25", 0),
        ("2026-05-29", 4),
        ("2026-06-01", 6),
        ("2026-08-31", 6),
        ("2026-09-01", 8),
        ("2026-09-04", 8),
    ];
    for (date, hours) in cases {
        assert_eq!(hours_on(date), hours, "{date}");
    }
}

#[test]
fn what_is_said_of_a_day_goes_before_its_weekday() {
    assert_eq!(hours_on("2026-05-01"), 0, "a day off");
    assert_eq!(hours_on("2026-05-09"), 8, "a make-up workday has the regular shifts");
    assert_eq!(hours_on("2026-12-24"), 2, "hours of its own");
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
fn a_night_shift_belongs_to_the_day_it_begins_on() {
    let calendar = workweek("Asia/Shanghai", NIGHT);
    // Friday night is worked into Saturday, Sunday night is not.
    assert_eq!(elapsed(&calendar, at("2026-11-28T00:00:00+08:00"), at("2026-11-29T00:00:00+08:00")), 6 * 3_600);
    assert_eq!(elapsed(&calendar, at("2026-11-29T00:00:00+08:00"), at("2026-11-30T12:00:00+08:00")), 0);
    let in_the_night = at("2026-11-28T04:00:00+08:00");
    let end = calendar.deadline(in_the_night, &amount(3, Unit::WorkingHours));
    assert_eq!(end, at("2026-11-30T23:00:00+08:00"), "two hours on Saturday morning, one on Monday night");
    // The night that began on the start day is none of the full working days after it.
    let end = calendar.deadline(at("2026-11-23T12:00:00+08:00"), &amount(2, Unit::WorkingDays));
    assert_eq!(end, at("2026-11-26T00:00:00+08:00"));
}

#[test]
fn a_calendar_may_have_a_zone_of_its_own() {
    let calendar = calendar(
        "Asia/Shanghai",
        "zone = \"Europe/Berlin\"\nweekdays = [\"monday\"]\nshifts = [{ from = \"08:00\", to = \"16:00\" }]",
    );
    let end = calendar.deadline(at("2026-11-23T00:00:00Z"), &amount(1, Unit::WorkingHours));
    assert_eq!(end, at("2026-11-23T09:00:00+01:00"));
}

#[test]
fn the_office_calendar_that_comes_with_the_program_has_the_days_of_the_other() {
    let office = shipped("cn-office");
    assert_eq!(office.verified_through(), Some("2026-12-31".parse().unwrap()));
    assert!(!office.is_working_day("2026-02-17".parse().unwrap()), "Spring Festival");
    assert!(office.is_working_day("2026-10-10".parse().unwrap()), "a Saturday worked");
    let end = office.deadline(at("2026-10-10T17:00:00+08:00"), &amount(1, Unit::WorkingHours));
    assert_eq!(end, at("2026-10-12T08:30:00+08:00"));
    // 2027 is not announced: New Year's Day is taken for the Friday it is, and the deadline is provisional.
    let end = office.deadline(at("2026-12-31T17:00:00+08:00"), &amount(1, Unit::WorkingHours));
    assert_eq!(end, at("2027-01-01T08:30:00+08:00"));
    assert!(!office.is_verified(end));
}
