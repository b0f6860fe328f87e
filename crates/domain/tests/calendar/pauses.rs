//! A budget is used up stretch by stretch, pauses left out.

use bihuan_domain::calendar::{Budget, Counting, Pause, WorkCalendar};
use bihuan_domain::policy::clocks::Unit;
use bihuan_domain::time::Timestamp;

use crate::fixtures::{MICROS_PER_SECOND, OFFICE, amount, at, pause, workweek, written};

fn office() -> WorkCalendar {
    workweek("Asia/Shanghai", OFFICE)
}

fn due(start: &str, text: &str, pauses: &[Pause]) -> Option<Timestamp> {
    let calendar = office();
    calendar.run_out(&calendar.budget(at(start), &written(text)), pauses)
}

const MONDAY: &str = "2026-11-23T10:00:00+08:00";
const TWO_DAYS: &str = r#"{ value = 2, unit = "working_days" }"#;

#[test]
fn day_and_night_a_pause_moves_the_end_by_its_length() {
    let text = r#"{ value = 24, unit = "hours" }"#;
    let pauses = [pause("2026-11-23T12:00:00+08:00", "2026-11-23T15:30:00+08:00")];
    assert_eq!(due(MONDAY, text, &pauses), Some(at("2026-11-24T13:30:00+08:00")));
}

#[test]
fn pauses_in_any_order_over_each_other_or_empty_count_once() {
    let text = r#"{ value = 24, unit = "hours" }"#;
    let pauses = [
        pause("2026-11-23T14:00:00+08:00", "2026-11-23T15:30:00+08:00"),
        pause("2026-11-23T12:00:00+08:00", "2026-11-23T14:30:00+08:00"),
        pause("2026-11-23T13:00:00+08:00", "2026-11-23T13:30:00+08:00"),
        pause("2026-11-23T18:00:00+08:00", "2026-11-23T18:00:00+08:00"),
        pause("2026-11-23T20:00:00+08:00", "2026-11-23T19:00:00+08:00"),
    ];
    assert_eq!(due(MONDAY, text, &pauses), Some(at("2026-11-24T13:30:00+08:00")));
}

#[test]
fn working_days_end_at_their_hour_when_whole_days_were_paused_and_else_at_the_exact_moment() {
    assert_eq!(due(MONDAY, TWO_DAYS, &[]), Some(at("2026-11-26T00:00:00+08:00")));
    let whole_day = [pause("2026-11-24T08:00:00+08:00", "2026-11-24T20:00:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &whole_day), Some(at("2026-11-27T00:00:00+08:00")));
    let two_halves = [
        pause("2026-11-24T08:00:00+08:00", "2026-11-24T12:30:00+08:00"),
        pause("2026-11-25T14:00:00+08:00", "2026-11-25T17:30:00+08:00"),
    ];
    assert_eq!(due(MONDAY, TWO_DAYS, &two_halves), Some(at("2026-11-27T00:00:00+08:00")));
    let an_hour = [pause("2026-11-24T09:00:00+08:00", "2026-11-24T10:00:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &an_hour), Some(at("2026-11-26T09:30:00+08:00")));
    let half_a_day = [pause("2026-11-24T08:00:00+08:00", "2026-11-24T13:00:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &half_a_day), Some(at("2026-11-26T12:00:00+08:00")), "noon is no end of a day");
    let on_the_start_day = [pause("2026-11-23T11:00:00+08:00", "2026-11-24T08:30:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &on_the_start_day), Some(at("2026-11-26T00:00:00+08:00")));
}

#[test]
fn while_a_pause_lasts_there_is_no_deadline_unless_it_came_before() {
    let lasting = [Pause { from: at("2026-11-24T09:00:00+08:00"), to: None }];
    assert_eq!(due(MONDAY, TWO_DAYS, &lasting), None);
    assert_eq!(due(MONDAY, r#"{ value = 24, unit = "hours" }"#, &lasting), None);
    let before = Some(at("2026-11-23T11:00:00+08:00"));
    assert_eq!(due(MONDAY, r#"{ value = 1, unit = "working_hours" }"#, &lasting), before);
    // In the evening of the last day the work is done, but the day is not over.
    let evening = [Pause { from: at("2026-11-25T18:00:00+08:00"), to: None }];
    assert_eq!(due(MONDAY, TWO_DAYS, &evening), None);
}

/// Complaint 3: nothing is due while it is paused.
#[test]
fn complaint_3_no_deadline_lies_within_a_pause() {
    let from_the_start = [pause("2026-11-23T09:00:00+08:00", "2026-11-23T11:00:00+08:00")];
    let text = r#"{ value = 1, unit = "working_hours" }"#;
    assert_eq!(due(MONDAY, text, &from_the_start), Some(at("2026-11-23T12:00:00+08:00")), "created while paused");
    let over_midnight = [pause("2026-11-25T18:00:00+08:00", "2026-11-26T10:00:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &over_midnight), Some(at("2026-11-26T10:00:00+08:00")));
    let in_the_evening = [pause("2026-11-25T18:00:00+08:00", "2026-11-25T20:00:00+08:00")];
    assert_eq!(due(MONDAY, TWO_DAYS, &in_the_evening), Some(at("2026-11-26T00:00:00+08:00")));
}

/// Complaint 2: what is left after a change is exactly what was not yet counted.
#[test]
fn complaint_2_what_was_counted_and_what_is_left_make_the_whole() {
    let calendar = office();
    let pauses = [pause("2026-11-23T15:00:00+08:00", "2026-11-24T09:00:00+08:00")];
    let whole = calendar.budget(at(MONDAY), &amount(20, Unit::WorkingHours));
    let now = at("2026-11-25T11:00:00+08:00");
    let counted = calendar.counted(whole.counting, whole.from, now, &pauses);
    assert_eq!(counted, (2 * 3_600 + 3_600 + 6 * 3_600 + 1_800 + 9_000) * MICROS_PER_SECOND);
    let rest = Budget::new(now, whole.micros - counted, Counting::Working);
    assert_eq!(calendar.run_out(&rest, &[]), calendar.run_out(&whole, &pauses));
}
