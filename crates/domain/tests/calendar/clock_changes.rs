//! Zones whose clocks are put forward and back.

use bihuan_domain::policy::clocks::Unit;

use crate::fixtures::{NIGHT, amount, at, calendar, elapsed, workweek, written};

#[test]
fn a_night_shift_loses_an_hour_in_spring_and_gains_one_in_autumn() {
    let weekdays = r#"weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "sunday"]"#;
    let night = format!("{weekdays}\nshifts = [{{ from = \"00:00\", to = \"08:00\" }}]");
    let calendar = calendar("America/New_York", &night);
    // 9 March 2025: 02:00 becomes 03:00. 2 November 2025: 02:00 becomes 01:00.
    assert_eq!(elapsed(&calendar, at("2025-03-09T00:00:00-05:00"), at("2025-03-09T12:00:00-04:00")), 7 * 3_600);
    assert_eq!(elapsed(&calendar, at("2025-11-02T00:00:00-04:00"), at("2025-11-02T12:00:00-05:00")), 9 * 3_600);
    let end = calendar.deadline(at("2025-03-09T00:00:00-05:00"), &amount(3, Unit::WorkingHours));
    assert_eq!(end, at("2025-03-09T04:00:00-04:00"));
    // The working day after still ends at local midnight.
    let end = calendar.deadline(at("2025-03-07T12:00:00-05:00"), &amount(1, Unit::WorkingDays));
    assert_eq!(end, at("2025-03-10T00:00:00-04:00"));
}

#[test]
fn a_shift_may_last_to_midnight_also_where_midnight_is_skipped() {
    let evening = r#"[{ from = "22:00", to = "00:00" }]"#;
    let calendar = workweek("Asia/Shanghai", evening);
    let end = calendar.deadline(at("2026-11-23T22:00:00+08:00"), &amount(2, Unit::WorkingHours));
    assert_eq!(end, at("2026-11-24T00:00:00+08:00"));
    // In Cairo 25 April 2025 began at 01:00: the day before ended an hour of clock time later, not of time.
    let calendar = workweek("Africa/Cairo", evening);
    let end = calendar.deadline(at("2025-04-24T22:00:00+02:00"), &amount(2, Unit::WorkingHours));
    assert_eq!(end, at("2025-04-25T01:00:00+03:00"));
}

#[test]
fn shifts_that_meet_in_the_hour_left_out_count_no_time_twice() {
    // 9 March 2025, New York: from 02:00 to 03:00 there is nothing.
    let around = r#"weekdays = ["sunday"]
        shifts = [{ from = "01:00", to = "02:30" }, { from = "02:45", to = "05:00" }]"#;
    let calendar = calendar("America/New_York", around);
    let whole = elapsed(&calendar, at("2025-03-09T00:00:00-05:00"), at("2025-03-09T12:00:00-04:00"));
    assert_eq!(whole, 3 * 3_600, "01:00 to 02:00 and 03:00 to 05:00");
    let end = calendar.deadline(at("2025-03-09T00:00:00-05:00"), &amount(60, Unit::WorkingMinutes));
    assert_eq!(end, at("2025-03-09T02:00:00-05:00"));
}

#[test]
fn a_night_shift_over_a_change_is_an_hour_shorter_or_longer() {
    let calendar = calendar("Europe/Berlin", &format!("weekdays = [\"saturday\"]\nshifts = {NIGHT}"));
    let spring = elapsed(&calendar, at("2026-03-28T12:00:00+01:00"), at("2026-03-29T12:00:00+02:00"));
    let autumn = elapsed(&calendar, at("2026-10-24T12:00:00+02:00"), at("2026-10-25T12:00:00+01:00"));
    assert_eq!((spring, autumn), (7 * 3_600, 9 * 3_600));
}

#[test]
fn a_date_that_a_zone_leaves_out_is_no_working_day() {
    // Samoa went from Thursday, 29 December 2011, to Saturday the 31st.
    let calendar = workweek("Pacific/Apia", r#"[{ from = "08:00", to = "16:00" }]"#);
    assert!(!calendar.is_working_day("2011-12-30".parse().unwrap()));
    let end = calendar.deadline(at("2011-12-28T10:00:00-10:00"), &amount(2, Unit::WorkingDays));
    assert_eq!(end, at("2012-01-03T00:00:00+14:00"), "Thursday and Monday");
    let friday = written(r#"{ value = 1, unit = "days", at = "17:00" }"#);
    let end = calendar.deadline(at("2011-12-29T18:00:00-10:00"), &friday);
    assert_eq!(end, at("2011-12-31T00:00:00+14:00"), "an hour left out is the moment of the change");
}

#[test]
fn a_day_begins_once_where_clocks_are_put_back_over_midnight() {
    // St. John's, 7 November 2010: at 00:01 the clocks went back to 23:01 of the day before.
    let calendar = calendar(
        "America/St_Johns",
        r#"weekdays = ["sunday"]
        shifts = [{ from = "00:00", to = "02:00" }]"#,
    );
    let second = at("2010-11-06T23:30:00-03:30");
    assert_eq!(elapsed(&calendar, at("2010-11-07T00:00:00-02:30"), second), 30 * 60);
    let end = calendar.deadline(second, &written(r#"{ value = 0, unit = "days", at = "24:00" }"#));
    assert_eq!(end, at("2010-11-08T00:00:00-03:30"), "Saturday is over already");
}
