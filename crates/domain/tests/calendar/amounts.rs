//! What each unit means, hour by hour.

use bihuan_domain::calendar::{HORIZON_DAYS, WorkCalendar, zone};
use bihuan_domain::policy::clocks::Unit;

use crate::fixtures::{OFFICE, amount, at, calendar, china, elapsed, workweek, written};

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
fn what_nobody_ever_works_off_is_due_at_the_horizon() {
    let start = at("2026-11-23T09:00:00+08:00");
    let horizon = start.plus_seconds(i64::from(HORIZON_DAYS) * 86_400);
    let never = WorkCalendar::never(zone("Asia/Shanghai").unwrap());
    for unit in [Unit::WorkingMinutes, Unit::WorkingHours, Unit::WorkingDays] {
        assert_eq!(never.deadline(start, &amount(1, unit)), horizon, "{unit:?}");
    }
    use Unit::{Days, Hours, Minutes, Months, WorkingDays, WorkingHours, WorkingMinutes};
    for unit in [Minutes, Hours, Days, Months, WorkingMinutes, WorkingHours, WorkingDays] {
        let end = china(OFFICE).deadline(start, &amount(u32::MAX, unit));
        assert_eq!(end, horizon, "{unit:?}");
    }
    assert_eq!(elapsed(&never, start, horizon), 0);
}

#[test]
fn limits_by_the_calendar_end_where_people_expect_them() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let cases = [
        // The same day by 17:30; when that has passed, the next day's.
        ("2026-11-23T09:00:00+08:00", r#"{ value = 0, unit = "days", at = "17:30" }"#, "2026-11-23T17:30:00+08:00"),
        ("2026-11-23T17:29:59+08:00", r#"{ value = 0, unit = "days", at = "17:30" }"#, "2026-11-23T17:30:00+08:00"),
        ("2026-11-23T17:30:00+08:00", r#"{ value = 0, unit = "days", at = "17:30" }"#, "2026-11-24T17:30:00+08:00"),
        ("2026-11-23T23:00:00+08:00", r#"{ value = 0, unit = "days", at = "24:00" }"#, "2026-11-24T00:00:00+08:00"),
        ("2026-11-23T23:00:00+08:00", r#"{ value = 3, unit = "days", at = "12:00" }"#, "2026-11-26T12:00:00+08:00"),
        ("2026-11-23T23:00:00+08:00", r#"{ value = 3, unit = "days" }"#, "2026-11-26T23:00:00+08:00"),
        // Months: the 31st of a shorter month is its last day.
        ("2026-01-31T09:15:00+08:00", r#"{ value = 1, unit = "months" }"#, "2026-02-28T09:15:00+08:00"),
        ("2028-01-31T09:15:00+08:00", r#"{ value = 1, unit = "months" }"#, "2028-02-29T09:15:00+08:00"),
        ("2026-01-31T09:15:00+08:00", r#"{ value = 2, unit = "months" }"#, "2026-03-31T09:15:00+08:00"),
        ("2026-08-31T09:15:00+08:00", r#"{ value = 6, unit = "months", at = "17:30" }"#, "2027-02-28T17:30:00+08:00"),
        ("2026-11-22T09:15:00+08:00", r#"{ value = 2, unit = "months", at = "24:00" }"#, "2027-01-23T00:00:00+08:00"),
        // By the 10th.
        ("2026-11-09T09:00:00+08:00", r#"{ value = 10, unit = "day_of_month" }"#, "2026-11-11T00:00:00+08:00"),
        ("2026-11-10T09:00:00+08:00", r#"{ value = 10, unit = "day_of_month" }"#, "2026-11-11T00:00:00+08:00"),
        ("2026-11-11T00:00:00+08:00", r#"{ value = 10, unit = "day_of_month" }"#, "2026-12-11T00:00:00+08:00"),
        (
            "2026-11-10T17:30:00+08:00",
            r#"{ value = 10, unit = "day_of_month", at = "17:30" }"#,
            "2026-12-10T17:30:00+08:00",
        ),
        ("2026-02-10T09:00:00+08:00", r#"{ value = 31, unit = "day_of_month" }"#, "2026-03-01T00:00:00+08:00"),
        ("2026-03-01T00:00:00+08:00", r#"{ value = 31, unit = "day_of_month" }"#, "2026-04-01T00:00:00+08:00"),
        // By the 10th of the next quarter.
        ("2026-01-03T09:00:00+08:00", r#"{ value = 10, unit = "day_of_quarter" }"#, "2026-04-11T00:00:00+08:00"),
        ("2026-03-31T23:59:59+08:00", r#"{ value = 31, unit = "day_of_quarter" }"#, "2026-05-01T00:00:00+08:00"),
        (
            "2026-11-22T09:00:00+08:00",
            r#"{ value = 10, unit = "day_of_quarter", at = "17:30" }"#,
            "2027-01-10T17:30:00+08:00",
        ),
    ];
    for (start, text, end) in cases {
        assert_eq!(calendar.deadline(at(start), &written(text)), at(end), "{text} from {start}");
    }
}

#[test]
fn working_days_end_at_the_hour_that_policy_says() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let monday = "2026-11-23T10:00:00+08:00";
    let cases = [
        (monday, r#"{ value = 1, unit = "working_days" }"#, "2026-11-25T00:00:00+08:00"),
        (monday, r#"{ value = 1, unit = "working_days", at = "24:00" }"#, "2026-11-25T00:00:00+08:00"),
        (monday, r#"{ value = 1, unit = "working_days", at = "17:30" }"#, "2026-11-24T17:30:00+08:00"),
        (monday, r#"{ value = 1, unit = "working_days", at = "20:00" }"#, "2026-11-24T20:00:00+08:00"),
        // Earlier than the end of work: within a shift, at noon, before work begins, on the first day and over a weekend.
        (monday, r#"{ value = 2, unit = "working_days", at = "16:00" }"#, "2026-11-25T16:00:00+08:00"),
        (monday, r#"{ value = 2, unit = "working_days", at = "13:00" }"#, "2026-11-25T13:00:00+08:00"),
        (monday, r#"{ value = 1, unit = "working_days", at = "08:00" }"#, "2026-11-24T08:00:00+08:00"),
        (monday, r#"{ value = 5, unit = "working_days", at = "08:00" }"#, "2026-11-30T08:00:00+08:00"),
        // The same working day; when that is over, or no working day, the next.
        (monday, r#"{ value = 0, unit = "working_days", at = "17:30" }"#, "2026-11-23T17:30:00+08:00"),
        (monday, r#"{ value = 0, unit = "working_days", at = "10:00" }"#, "2026-11-24T10:00:00+08:00"),
        (
            "2026-11-23T17:45:00+08:00",
            r#"{ value = 0, unit = "working_days", at = "18:00" }"#,
            "2026-11-23T18:00:00+08:00",
        ),
        (
            "2026-11-27T17:30:00+08:00",
            r#"{ value = 0, unit = "working_days", at = "17:30" }"#,
            "2026-11-30T17:30:00+08:00",
        ),
    ];
    for (start, text, end) in cases {
        assert_eq!(calendar.deadline(at(start), &written(text)), at(end), "{text} from {start}");
    }
}

#[test]
fn not_before_is_the_later_of_two_lengths() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let text = r#"{ value = 4, unit = "working_hours", at_least = { value = 24, unit = "hours" } }"#;
    let cases = [
        // On a Monday the 24 hours are longer, on a Friday afternoon the four working hours.
        ("2026-11-23T09:00:00+08:00", "2026-11-24T09:00:00+08:00"),
        ("2026-11-27T16:30:00+08:00", "2026-11-30T11:30:00+08:00"),
    ];
    for (start, end) in cases {
        assert_eq!(calendar.deadline(at(start), &written(text)), at(end), "{text} from {start}");
    }
}

#[test]
fn a_deadline_past_the_days_that_were_announced_is_provisional() {
    let office = calendar(
        "Asia/Shanghai",
        "verified_through = 2026-12-31\nweekdays = [\"monday\"]\nshifts = [{ from = \"08:00\", to = \"24:00\" }]",
    );
    assert_eq!(office.verified_through(), Some("2026-12-31".parse().unwrap()));
    assert!(office.is_verified(at("2026-12-31T23:59:59+08:00")));
    assert!(office.is_verified(at("2027-01-01T00:00:00+08:00")), "the end of the last day");
    assert!(!office.is_verified(at("2027-01-01T00:00:00.001+08:00")));
    let silent = workweek("Asia/Shanghai", OFFICE);
    assert!(silent.verified_through().is_none() && silent.is_verified(at("2199-01-01T00:00:00Z")));
}
