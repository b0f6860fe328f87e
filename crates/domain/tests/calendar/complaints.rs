//! What users of other systems complain of most about working time, and what holds here instead.

use bihuan_domain::calendar::{Counting, Pause};
use bihuan_domain::policy::clocks::Unit;

use crate::fixtures::{
    MICROS_PER_SECOND, OFFICE, amount, at, calendar, china, elapsed, pause, shipped, workweek, written,
};

/// Complaint 1: paused time measured in one calendar and added in another, so that deadlines drift.
#[test]
fn complaint_1_a_pause_over_a_weekend_takes_out_working_time_only() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let budget = calendar.budget(at("2026-11-27T15:30:00+08:00"), &amount(4, Unit::WorkingHours));
    // From Friday 16:30 to Monday 09:30: an hour of Friday and an hour of Monday, not 65 hours.
    let pauses = [pause("2026-11-27T16:30:00+08:00", "2026-11-30T09:30:00+08:00")];
    assert_eq!(calendar.run_out(&budget, &pauses), Some(at("2026-11-30T14:30:00+08:00")));
    // A pause in which nobody works changes nothing, however long it is.
    let night = [pause("2026-11-27T17:30:00+08:00", "2026-11-30T08:30:00+08:00")];
    assert_eq!(calendar.run_out(&budget, &night), calendar.run_out(&budget, &[]));
}

/// Complaint 6: make-up workdays are unknown, and observances are taken for days off.
#[test]
fn complaint_6_make_up_workdays_are_worked() {
    let calendar = china(OFFICE);
    // Saturday, 10 October 2026, makes up for the holiday; Sunday, 11 October, is free.
    let end = calendar.deadline(at("2026-10-09T17:00:00+08:00"), &amount(1, Unit::WorkingHours));
    assert_eq!(end, at("2026-10-10T09:00:00+08:00"));
    let end = calendar.deadline(at("2026-10-09T09:00:00+08:00"), &amount(1, Unit::WorkingDays));
    assert_eq!(end, at("2026-10-11T00:00:00+08:00"));
    // 4 May 2026 is free by notice though a Monday; an observance alone frees nobody.
    assert!(!calendar.is_working_day("2026-05-04".parse().unwrap()));
    assert!(calendar.is_working_day("2026-06-01".parse().unwrap()), "Children's Day");
}

/// Complaint 6: nobody is told that next year's days off are not known yet.
#[test]
fn complaint_6_a_deadline_in_a_year_that_was_not_announced_is_provisional() {
    let office = shipped("cn-office");
    let before = office.deadline(at("2026-12-28T09:00:00+08:00"), &amount(3, Unit::WorkingDays));
    let after = office.deadline(at("2026-12-28T09:00:00+08:00"), &amount(4, Unit::WorkingDays));
    assert_eq!((office.is_verified(before), office.is_verified(after)), (true, false));
}

/// Complaint 7: one span a day, no lunch.
#[test]
fn complaint_7_split_shifts_and_lunch() {
    let split = r#"[
        { from = "06:00", to = "09:00" }, { from = "11:00", to = "11:30" }, { from = "12:00", to = "14:00" },
        { from = "17:00", to = "20:00" }, { from = "23:00", to = "01:00" },
    ]"#;
    let calendar = workweek("Asia/Shanghai", split);
    let day = |hour: &str| at(&format!("2026-11-23T{hour}:00+08:00"));
    assert_eq!(
        elapsed(&calendar, day("00:00"), day("23:59")),
        (10 * 60 + 30 - 61) * 60 - 60 * 60 + 2 * 3_600 - 60 * 60
    );
    assert_eq!(calendar.deadline(day("08:30"), &amount(60, Unit::WorkingMinutes)), day("11:30"));
    assert_eq!(calendar.deadline(day("08:30"), &amount(61, Unit::WorkingMinutes)), day("12:01"));
    let end = calendar.deadline(day("19:00"), &amount(3, Unit::WorkingHours));
    assert_eq!(end, at("2026-11-24T01:00:00+08:00"), "the last shift goes on after midnight");
}

/// Complaint 8: 23:59 closes one minute.
#[test]
fn complaint_8_24_00_is_legal_and_loses_no_minute() {
    let whole_days = calendar(
        "Asia/Shanghai",
        r#"weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
           shifts = [{ from = "00:00", to = "24:00" }]"#,
    );
    let (from, to) = (at("2026-11-23T10:00:00+08:00"), at("2026-11-30T10:00:00+08:00"));
    assert_eq!(elapsed(&whole_days, from, to), 7 * 86_400);
    let same = whole_days.deadline(from, &amount(100, Unit::WorkingHours));
    assert_eq!(same, whole_days.deadline(from, &amount(100, Unit::Hours)));
}

/// Complaint 8: amounts over several shifts land on odd moments, amounts are capped at 99 hours.
#[test]
fn complaint_8_amounts_of_any_length_land_on_working_time() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let start = at("2026-11-23T08:30:00+08:00");
    let cases = [
        (7, "2026-11-23T17:30:00+08:00"),
        (8, "2026-11-24T09:30:00+08:00"),
        (99, "2026-12-11T09:30:00+08:00"),
        (100, "2026-12-11T10:30:00+08:00"),
        (1_000, "2027-06-09T16:30:00+08:00"),
    ];
    for (hours, end) in cases {
        assert_eq!(calendar.deadline(start, &amount(hours, Unit::WorkingHours)), at(end), "{hours} hours");
    }
}

/// Complaint 8: intervals whose ends both count, and comparisons that miss the equal second.
#[test]
fn complaint_8_intervals_are_half_open() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let hour = |text: &str| at(&format!("2026-11-23T{text}+08:00"));
    let counted = |from, to| calendar.counted(Counting::Working, hour(from), hour(to), &[]);
    assert_eq!(counted("08:30:00", "08:30:00"), 0);
    assert_eq!(counted("08:29:59", "08:30:00"), 0);
    assert_eq!(counted("08:30:00", "08:30:00.001"), 1_000);
    assert_eq!(counted("11:59:59", "12:00:00"), MICROS_PER_SECOND);
    assert_eq!(counted("12:00:00", "14:00:00"), 0);
    assert_eq!(counted("12:00:00", "08:30:00"), 0, "nothing is counted backwards");
    let sum = counted("09:00:00", "10:15:00") + counted("10:15:00", "16:00:00");
    assert_eq!(sum, counted("09:00:00", "16:00:00"));
    // A start at the very end of a shift has none of it, and the end of a shift is a deadline.
    let one_second = |from| {
        let budget = bihuan_domain::calendar::Budget::new(hour(from), MICROS_PER_SECOND, Counting::Working);
        calendar.run_out(&budget, &[]).unwrap()
    };
    assert_eq!(one_second("12:00:00"), hour("14:00:01"));
    assert_eq!(one_second("11:59:59"), hour("12:00:00"));
    // A pause that begins at the deadline comes too late, one that ends at the start has no effect.
    let budget = calendar.budget(hour("10:00:00"), &amount(2, Unit::WorkingHours));
    let late = [Pause { from: hour("12:00:00"), to: None }];
    assert_eq!(calendar.run_out(&budget, &late), Some(hour("12:00:00")));
    let early = [Pause { from: hour("09:00:00"), to: Some(hour("10:00:00")) }];
    assert_eq!(calendar.run_out(&budget, &early), Some(hour("12:00:00")));
}

/// Complaint 8: an empty calendar is an error at run time, or a loop without end.
#[test]
fn complaint_8_a_calendar_without_work_is_refused_and_ends_at_the_horizon() {
    let broken = calendar("Asia/Shanghai", "weekdays = []\nshifts = []");
    let start = at("2026-11-23T09:00:00+08:00");
    for text in [r#"{ value = 1, unit = "working_days" }"#, r#"{ value = 1, unit = "working_minutes" }"#] {
        let horizon = start.plus_seconds(i64::from(bihuan_domain::calendar::HORIZON_DAYS) * 86_400);
        assert_eq!(broken.deadline(start, &written(text)), horizon);
    }
    let bundle = include_str!("../data/bundle/rules.toml");
    let base = include_str!("../data/bundle/base.toml");
    for (good, bad) in [("weekdays = [\"monday\", \"tuesday\"]", "weekdays = []"), ("to = \"12:00\"", "to = \"08:30\"")]
    {
        assert!(bundle.contains(good));
        let files =
            [("base.toml".to_owned(), base.to_owned()), ("rules.toml".to_owned(), bundle.replacen(good, bad, 1))];
        assert!(bihuan_domain::policy::parse(&files).is_err(), "{bad}");
    }
}
