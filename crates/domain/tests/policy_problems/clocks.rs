//! Clocks that could not start, stop, stand still, warn or be counted.

use crate::{BASE, RULES, after, assert_table, problems};

/// Where the clock `handle` of the bundle stops, and where `open` and `draft` do: more can be written behind it.
const HANDLE: &str = "stop = [\"replied\"]";
const OPEN: &str = "stop = [\"archived\", \"answered_on_spot\"]";
const DRAFT: &str = "stop = [\"accepted\", \"answered_on_spot\", \"cancelled\"]";

/// The problems of the bundle when one of its clocks has more lines.
fn with(place: &str, lines: &str) -> Vec<String> {
    after(place, &format!("{place}\n{lines}"))
}

fn assert_each(cases: &[(&str, &str, &str)]) {
    for (place, lines, expected) in cases {
        assert_eq!(with(place, lines), [*expected], "{lines}");
    }
}

#[test]
fn a_pause_that_negates_the_start_is_refused_as_an_event_and_as_a_state() {
    assert_each(&[
        (
            HANDLE,
            "pause = [\"dispatched\"]\nresume = [\"received\"]",
            "rules.toml:26:10: this also starts the clock: it would never run",
        ),
        (HANDLE, "pause = [\"suspended\"]", "rules.toml:26:10: nothing lets the clock go on: `resume` is empty"),
        (HANDLE, "resume = [\"resumed\"]", "rules.toml:26:10: nothing stops the clock for a while: `pause` is empty"),
        (
            HANDLE,
            "pause = [\"suspended\"]\nresume = [\"received\", \"suspended\"]",
            "rules.toml:26:10: this also lets the clock go on",
        ),
        (
            DRAFT,
            "pause_while = [\"suspended\", \"draft\"]",
            "rules.toml:82:29: `opened` begins this state: the clock would never run",
        ),
    ]);
    assert_table(&[(
        "start = [\"dispatched\"]",
        "start = [\"dispatched\", \"returned\"]\npause_while = [\"returned\"]",
        "rules.toml:25:16: `returned` begins this state: the clock would never run",
    )]);
    assert_eq!(with(HANDLE, "pause = [\"suspended\"]\nresume = [\"resumed\"]"), [""; 0]);
}

#[test]
fn what_starts_a_clock_neither_stops_nor_cancels_it_but_a_report_may_begin_it_anew() {
    let start = "start = [\"dispatched\"]\nstop = [\"replied\"]";
    assert_table(&[
        (
            start,
            "start = [\"dispatched\", \"returned\"]\nstop = [\"replied\", \"returned\"]",
            "rules.toml:25:20: this also starts the clock",
        ),
        (
            start,
            "start = [\"dispatched\", \"estimated\"]\nstop = [\"estimated\"]",
            "rules.toml:25:9: this also starts the clock",
        ),
        (
            start,
            "start = [\"dispatched\"]\nstop = [\"replied\"]\ncancel = [\"approved\", \"dispatched\"]",
            "rules.toml:26:23: this also starts or stops the clock",
        ),
    ]);
    let report = "start = [\"dispatched\", \"estimated\"]\nstop = [\"replied\", \"estimated\"]";
    assert_eq!(after(start, report), [""; 0]);
}

#[test]
fn a_warning_lies_between_the_start_and_the_end_of_its_limit() {
    assert_each(&[
        (
            HANDLE,
            "warnings = [{ before = { value = 4, unit = \"working_days\" } }]",
            "rules.toml:26:24: cannot be taken from the end of this limit",
        ),
        (
            HANDLE,
            "warnings = [{ before = { value = 1, unit = \"months\" } }]",
            "rules.toml:26:24: cannot be taken from the end of this limit",
        ),
        (HANDLE, "warnings = [{ share = 50 }, { share = 100 }]", "rules.toml:26:39: must be a percentage from 1 to 99"),
        (
            HANDLE,
            "warnings = [{ share = 50, before = { value = 1, unit = \"days\" } }]",
            "rules.toml:26:13: give either `before` or `share`",
        ),
        (HANDLE, "warnings = [{}]", "rules.toml:26:13: give either `before` or `share`"),
        (HANDLE, "warnings = [{ before = { value = 0, unit = \"hours\" } }]", "rules.toml:26:24: the amount is zero"),
        (
            OPEN,
            "warnings = [{ before = { value = 2, unit = \"working_hours\" } }]\ncalendar = \"office\"",
            "rules.toml:15:24: cannot be taken from the end of this limit",
        ),
        (
            OPEN,
            "warnings = [{ before = { value = 30, unit = \"days\" } }]",
            "rules.toml:15:24: the warning would be given before the clock starts",
        ),
        (
            OPEN,
            "warnings = [{ before = { value = 720, unit = \"hours\" } }]",
            "rules.toml:15:24: the warning would be given before the clock starts",
        ),
        (
            OPEN,
            "not_before = { value = 31, unit = \"days\" }",
            "rules.toml:15:14: the earliest moment lies after the end of the limit",
        ),
        (
            OPEN,
            "not_before = { value = 0, unit = \"target\" }",
            "rules.toml:15:14: an earliest moment is a length, not a target",
        ),
    ]);
    for good in
        ["{ before = { value = 3, unit = \"working_days\" } }", "{ before = { value = 2, unit = \"working_hours\" } }"]
    {
        assert_eq!(with(HANDLE, &format!("warnings = [{good}]")), [""; 0], "{good}");
    }
}

#[test]
fn a_clock_has_at_most_eight_warnings_and_eight_rungs() {
    let nine = |entry: &str| [entry; 9].join(", ");
    let warnings = format!("warnings = [{}]", nine("{ share = 50 }"));
    let rungs = format!("escalations = [{}]", nine("{ after = { value = 1, unit = \"hours\" } }"));
    assert_each(&[
        (HANDLE, &warnings, "rules.toml:26:12: more than 8 warnings"),
        (HANDLE, &rungs, "rules.toml:26:15: more than 8 escalations"),
        (
            HANDLE,
            "escalations = [{ after = { value = 0, unit = \"target\" } }]",
            "rules.toml:26:26: a rung comes after a length, not at a target",
        ),
        (HANDLE, "escalations = [{ after = { value = 0, unit = \"hours\" } }]", "rules.toml:26:26: the amount is zero"),
    ]);
}

#[test]
fn calendars_stand_where_working_time_is_counted() {
    assert_each(&[
        (OPEN, "calendar = \"office\"", "rules.toml:15:12: only working time has a calendar"),
        (
            OPEN,
            "unit_calendar = true",
            "rules.toml:15:17: only clocks of work orders, with a `calendar` for units without one, follow the unit's calendar",
        ),
        (
            OPEN,
            "escalations = [{ after = { value = 1, unit = \"working_days\" } }]",
            "rules.toml:9:1: warnings and escalations in working time need a `calendar`",
        ),
        (
            OPEN,
            "not_before = { value = 1, unit = \"working_hours\" }",
            "rules.toml:15:14: working time needs a `calendar`",
        ),
        (OPEN, "explain = true", "rules.toml:15:11: only the unit of a work order is asked to explain"),
    ]);
    assert_eq!(with(HANDLE, "unit_calendar = true"), [""; 0]);
    assert_eq!(with(HANDLE, "explain = true"), [""; 0]);
}

/// The problems of the bundle when its kind `fault` has one more line, and there is a reason to suspend.
fn of_kind(line: &str) -> Vec<String> {
    let levels = "levels = [\"normal\"]\n";
    let reason = "\n[[suspension_reason]]\ncode = \"material\"\nname = { zh = \"物资\", en = \"Material\" }\n\
                  confidence = \"design\"\n";
    assert_eq!(crate::BASE.matches(levels).count(), 1);
    problems(crate::BASE.replacen(levels, &format!("{levels}{line}\n"), 1), format!("{}{reason}", crate::RULES))
}

#[test]
fn suspensions_and_extensions_that_allow_nothing_are_refused() {
    let cases = [
        (
            "suspension = { days_max = 0, per_ticket = 1 }",
            "base.toml:30:27: 0 allows none: leave `suspension` out instead",
        ),
        (
            "suspension = { days_max = 1, per_ticket = 0 }",
            "base.toml:30:43: 0 allows none: leave `suspension` out instead",
        ),
        (
            "extension = { clocks = [\"handle\", \"nothing\"], per_work_order = 1, share_max = 50 }",
            "base.toml:30:35: there is no clock `nothing`",
        ),
        (
            "extension = { clocks = [\"open\"], per_work_order = 1, share_max = 50 }",
            "base.toml:30:25: no clock `open` ever runs over a work order of the kind `fault`",
        ),
        (
            "extension = { clocks = [], per_work_order = 1, share_max = 50 }",
            "base.toml:30:24: no clock may be extended",
        ),
        (
            "extension = { clocks = [\"handle\"], per_work_order = 0, share_max = 50 }",
            "base.toml:30:53: 0 allows none: leave `extension` out instead",
        ),
    ];
    for (line, expected) in cases {
        assert_eq!(of_kind(line), [expected], "{line}");
    }
    assert_eq!(of_kind("suspension = { days_max = 10, per_ticket = 1 }"), [""; 0]);
    assert_eq!(of_kind("extension = { clocks = [\"handle\"], per_work_order = 1, share_max = 0 }"), [""; 0]);
    let levels = "levels = [\"normal\"]\n";
    let suspended = format!("{levels}suspension = {{ days_max = 10, per_ticket = 1 }}\n");
    assert_eq!(after(levels, &suspended), ["base.toml:30:14: there is no `[[suspension_reason]]` to give"]);
}

#[test]
fn amounts_that_mean_nothing_are_refused() {
    let amount = "{ value = 30, unit = \"days\" }";
    let cases = [
        ("{ value = 0, unit = \"days\" }", "the amount is zero"),
        ("{ value = 0, unit = \"months\", at = \"17:30\" }", "the amount is zero"),
        ("{ value = 3654, unit = \"days\" }", "longer than 3653 days"),
        ("{ value = 5260321, unit = \"minutes\" }", "longer than 3653 days"),
        ("{ value = 118, unit = \"months\" }", "longer than 3653 days"),
        ("{ value = 0, unit = \"day_of_month\" }", "must be a day from 1 to 31"),
        ("{ value = 32, unit = \"day_of_quarter\" }", "must be a day from 1 to 31"),
        ("{ value = 1, unit = \"hours\", at = \"17:30\" }", "only a limit counted in days or months ends at an hour"),
        ("{ value = 0, unit = \"target\", at = \"17:30\" }", "only a limit counted in days or months ends at an hour"),
        ("{ value = 1, unit = \"days\", at_least = { value = 0, unit = \"hours\" } }", "the amount is zero"),
        (
            "{ value = 1, unit = \"days\", at_least = { value = 0, unit = \"target\" } }",
            "a moment that somebody names is not compared with a length",
        ),
        (
            "{ value = 1, unit = \"days\", at_least = { value = 4, unit = \"working_hours\" } }",
            "working time needs a `calendar`",
        ),
        (
            "{ value = 1, unit = \"days\", at_least = { value = 1, unit = \"hours\", at_least = { value = 2, unit = \"hours\" } } }",
            "only two lengths are compared",
        ),
    ];
    for (bad, expected) in cases {
        let found = after(amount, bad);
        assert!(
            found.iter().any(|problem| problem.starts_with("rules.toml:15:") && problem.ends_with(expected)),
            "{found:?}"
        );
    }
    let good = [
        "{ value = 0, unit = \"days\", at = \"17:30\" }",
        "{ value = 2, unit = \"days\", at = \"24:00\" }",
        "{ value = 10, unit = \"day_of_month\" }",
        "{ value = 10, unit = \"day_of_quarter\", at = \"17:30\" }",
        "{ value = 6, unit = \"months\", at_least = { value = 200, unit = \"days\" } }",
    ];
    for good in good {
        assert_eq!(after(amount, good), [""; 0], "{good}");
    }
}

#[test]
fn when_a_customer_hears_again_is_within_days_and_watched_over() {
    let levels = "levels = [\"normal\"]\nreopen_days";
    let told = |days: u8| levels.replace("\n", &format!("\nnext_reply_days = {days}\n"));
    let unwatched =
        "base.toml:23:1: no clock counted to `next_reply` runs for kind `fault` in area `city` at level `normal`";
    assert_eq!(after(levels, &told(7)), [unwatched]);
    let next_reply = "\n[[clock]]\ncode = \"next-reply\"\nname = { zh = \"再次答复\", en = \"Next reply\" }\n\
                      scope = \"work_order\"\nstart = [\"contacted\"]\nstop = [\"contacted\", \"replied\"]\n\
                      amount = { value = 0, unit = \"next_reply\" }\non_breach = \"flag\"\nconfidence = \"design\"\n";
    let watched = |days: u8| problems(BASE.replacen(levels, &told(days), 1), format!("{RULES}{next_reply}"));
    assert_eq!(watched(7), [""; 0]);
    let elsewhere = next_reply.replace("\nstart", "\napplies_to = { channels = [\"phone\"] }\nstart");
    let found = problems(BASE.replacen(levels, &told(7), 1), format!("{RULES}{elsewhere}"));
    assert_eq!(found.len(), 1, "not for every channel: {found:?}");
    assert_eq!(watched(90), [""; 0]);
    for days in [0, 91] {
        assert_eq!(watched(days), ["base.toml:30:19: must be from 1 to 90 days"], "{days}");
    }
}
