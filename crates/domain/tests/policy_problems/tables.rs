//! Rows that are never used, and states over which no clock runs.

use crate::{BASE, RULES, after, problems};

/// The problems of the bundle with one more row of a clock's table, at the end of its rules.
fn with_row(code: &str, lines: &str) -> Vec<String> {
    problems(BASE.to_owned(), format!("{RULES}\n{}", row(code, lines)))
}

fn row(code: &str, lines: &str) -> String {
    format!(
        "[[clock]]\ncode = \"{code}\"\n{lines}\nname = {{ zh = \"又\", en = \"Another\" }}\nstart = [\"dispatched\"]\n\
         stop = [\"replied\"]\namount = {{ value = 9, unit = \"days\" }}\non_breach = \"flag\"\nconfidence = \"design\"\n"
    )
}

#[test]
fn a_row_that_an_earlier_one_covers_is_refused() {
    let of_order = "scope = \"work_order\"\n";
    for applies_to in [
        "applies_to = { types = [\"fault.line\"] }",
        "applies_to = { types = [\"fault.line.cable\"] }",
        "applies_to = { kinds = [\"fault\"], types = [\"fault.line.cable\"], channels = [\"phone\"] }",
        "applies_to = { types = [\"fault.line\"], emergency = true, systems = [\"12345\"] }",
    ] {
        let found = with_row("handle", &format!("{of_order}{applies_to}"));
        assert_eq!(
            found,
            ["rules.toml:86:1: never used: above it stands `Handle`, which is always taken"],
            "{applies_to}"
        );
    }
    for applies_to in ["", "applies_to = { kinds = [\"fault\"] }"] {
        assert_eq!(with_row("handle", &format!("{of_order}{applies_to}")), [""; 0], "{applies_to}");
    }
}

#[test]
fn a_row_for_a_demand_that_cannot_be_is_refused() {
    for applies_to in [
        "applies_to = { kinds = [\"query\"], types = [\"fault.line\"] }",
        "applies_to = { kinds = [\"query\"], levels = [\"normal\"] }",
    ] {
        let found = with_row("other", &format!("scope = \"work_order\"\n{applies_to}"));
        assert_eq!(found, ["rules.toml:89:14: there is no such demand: the row is never used"], "{applies_to}");
    }
}

#[test]
fn the_rows_of_one_table_watch_over_one_thing() {
    let found = with_row("handle", "scope = \"ticket\"");
    assert_eq!(found, ["rules.toml:88:9: the first row of `handle` watches over something else"]);
}

#[test]
fn a_grade_is_raised_only_to_one_that_every_kind_of_the_rule_has() {
    let raised = |of: &str| with_row("other", &format!("scope = \"work_order\"\nraise_level = \"normal\"\n{of}"));
    assert_eq!(raised("applies_to = { kinds = [\"fault\"] }"), [""; 0]);
    assert_eq!(raised("applies_to = { types = [\"fault.line\"] }"), [""; 0]);
    for of in ["", "applies_to = { kinds = [\"fault\", \"query\"] }"] {
        assert_eq!(raised(of), ["rules.toml:89:15: the kind `query` does not have the level `normal`"], "{of}");
    }
    let unknown = with_row("other", "scope = \"work_order\"\nraise_level = \"severe\"");
    assert_eq!(unknown, ["rules.toml:89:15: there is no level `severe`"]);
}

const OPEN: &str = "stop = [\"archived\", \"answered_on_spot\"]";

#[test]
fn a_clock_that_stands_still_does_not_watch_over_a_state() {
    let still = |lines: &str| after(OPEN, &format!("{OPEN}\n{lines}"));
    assert_eq!(
        still("pause_while = [\"returned\"]"),
        ["base.toml:23:1: no clock runs in `returned` for kind `fault` in area `city` at level `normal`, \
         after accepted, dispatched, returned"]
    );
    assert_eq!(
        still("pause_while = [\"awaiting_customer\"]"),
        ["base.toml:23:1: no clock runs in `awaiting_customer` for kind `fault` in area `city` at level `normal`, \
         after accepted, dispatched, received, customer_awaited"]
    );
    assert_eq!(
        still("pause = [\"received\"]\nresume = [\"replied\"]").first().map(String::as_str),
        Some(
            "base.toml:23:1: no clock runs in `received` for kind `fault` in area `city` at level `normal`, \
         after accepted, dispatched, received"
        )
    );
    // Both end by themselves.
    assert_eq!(still("pause_while = [\"suspended\", \"callback_scheduled\"]"), [""; 0]);
}

#[test]
fn demands_that_only_a_special_row_tells_apart_are_watched_over_too() {
    let special = "[[clock]]\ncode = \"open\"\nname = { zh = \"应急\", en = \"In a storm\" }\nscope = \"ticket\"\n\
                   applies_to = { emergency = true }\nstart = [\"accepted\", \"reopened\"]\n\
                   stop = [\"archived\", \"dispatched\", \"answered_on_spot\"]\n\
                   amount = { value = 9, unit = \"days\" }\non_breach = \"flag\"\nconfidence = \"design\"\n\n";
    let open = "[[clock]]\ncode = \"open\"";
    let gaps = after(open, &format!("{special}{open}"));
    assert_eq!(
        gaps.first().map(String::as_str),
        Some(
            "base.toml:23:1: no clock runs in `dispatched` for kind `fault` in area `city` at level `normal` \
         in emergency mode, after accepted, dispatched"
        )
    );
}
