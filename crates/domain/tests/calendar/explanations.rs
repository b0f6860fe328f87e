//! Why a deadline is where it is.

use bihuan_domain::calendar::{Counting, Pause, Segment, SegmentKind};
use bihuan_domain::policy::calendars::Weekday;
use bihuan_domain::policy::clocks::Unit;
use jiff::tz::TimeZone;

use crate::fixtures::{OFFICE, amount, at, china, pause, workweek, written};

/// A line for each segment, in Chinese time.
fn lines(segments: &[Segment]) -> Vec<String> {
    let china = TimeZone::fixed(jiff::tz::offset(8));
    let shown = |moment: bihuan_domain::time::Timestamp| {
        moment.instant().to_zoned(china.clone()).strftime("%m-%d %H:%M").to_string()
    };
    let line = |segment: &Segment| {
        let kind = match &segment.kind {
            SegmentKind::DayOff { weekday, name } => format!("free {weekday} {}", name.as_deref().unwrap_or_default()),
            SegmentKind::Paused { index } => format!("paused {index}"),
            SegmentKind::Counted => "counted".to_owned(),
            SegmentKind::OutsideHours => "outside hours".to_owned(),
            SegmentKind::StartDay => "start day".to_owned(),
            SegmentKind::TailOfDay => "tail of day".to_owned(),
        };
        format!("{} {} {}", shown(segment.from), shown(segment.to), kind.trim_end())
    };
    segments.iter().map(line).collect()
}

#[test]
fn each_stretch_of_a_promise_in_working_days_is_explained() {
    let calendar = china(OFFICE);
    let start = at("2026-10-06T10:00:00+08:00");
    let budget = calendar.budget(start, &amount(2, Unit::WorkingDays));
    let pauses = [pause("2026-10-08T20:00:00+08:00", "2026-10-09T20:00:00+08:00")];
    let end = calendar.run_out(&budget, &pauses).unwrap();
    let expected = [
        "10-06 10:00 10-07 00:00 start day",
        "10-07 00:00 10-08 00:00 free wednesday 国庆节",
        "10-08 00:00 10-08 08:30 outside hours",
        "10-08 08:30 10-08 12:00 counted",
        "10-08 12:00 10-08 14:00 outside hours",
        "10-08 14:00 10-08 17:30 counted",
        "10-08 17:30 10-08 20:00 outside hours",
        "10-08 20:00 10-09 20:00 paused 0",
        "10-09 20:00 10-10 08:30 outside hours",
        "10-10 08:30 10-10 12:00 counted",
        "10-10 12:00 10-10 14:00 outside hours",
        "10-10 14:00 10-10 17:30 counted",
        "10-10 17:30 10-11 00:00 tail of day",
    ];
    assert_eq!(lines(&calendar.explain(start, &budget, end, &pauses)), expected);
    // Late by a day and a half: what comes after the deadline is told as well.
    let late = lines(&calendar.explain(start, &budget, at("2026-10-12T09:00:00+08:00"), &pauses));
    assert_eq!(late[..13], expected);
    let after = [
        "10-11 00:00 10-12 00:00 free sunday",
        "10-12 00:00 10-12 08:30 outside hours",
        "10-12 08:30 10-12 09:00 counted",
    ];
    assert_eq!(late[13..], after);
}

#[test]
fn time_counted_day_and_night_is_one_stretch_between_pauses() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let (from, to) = (at("2026-11-27T10:00:00+08:00"), at("2026-11-29T10:00:00+08:00"));
    let lasting = Pause { from: at("2026-11-29T00:00:00+08:00"), to: None };
    let pauses = [lasting, pause("2026-11-27T12:00:00+08:00", "2026-11-27T13:00:00+08:00")];
    let expected = [
        "11-27 10:00 11-27 12:00 counted",
        "11-27 12:00 11-27 13:00 paused 1",
        "11-27 13:00 11-29 00:00 counted",
        "11-29 00:00 11-29 10:00 paused 0",
    ];
    assert_eq!(lines(&calendar.segments(Counting::Always, from, to, &pauses)), expected);
    assert_eq!(calendar.segments(Counting::Always, to, from, &pauses), []);
}

#[test]
fn a_promise_that_still_runs_is_explained_up_to_now() {
    let calendar = workweek("Asia/Shanghai", OFFICE);
    let start = at("2026-11-27T16:30:00+08:00");
    let budget = calendar.budget(start, &written(r#"{ value = 8, unit = "working_hours" }"#));
    let segments = calendar.explain(start, &budget, at("2026-11-28T10:00:00+08:00"), &[]);
    let expected = [
        "11-27 16:30 11-27 17:30 counted",
        "11-27 17:30 11-28 00:00 outside hours",
        "11-28 00:00 11-28 10:00 free saturday",
    ];
    assert_eq!(lines(&segments), expected);
    assert_eq!(
        segments[2].kind,
        SegmentKind::DayOff { weekday: Weekday::Saturday, name: None },
        "a weekday without an occasion"
    );
}
