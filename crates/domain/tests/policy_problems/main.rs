//! A bad bundle is refused with the file, the line and the column of what is wrong.

mod calendars;
mod clocks;
mod customers;
mod outcomes;
mod questionnaires;
mod tables;

use bihuan_domain::policy::parse::{ENTRIES_MAX, FILE_BYTES_MAX, FILES_MAX};
use bihuan_domain::policy::{Problem, parse};

const BASE: &str = include_str!("../data/bundle/base.toml");
const RULES: &str = include_str!("../data/bundle/rules.toml");

fn problems(base: String, rules: String) -> Vec<String> {
    match parse(&[("base.toml".to_owned(), base), ("rules.toml".to_owned(), rules)]) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

/// The problems after the one place that reads `good` has been changed to `bad`.
fn after(good: &str, bad: &str) -> Vec<String> {
    let places = BASE.matches(good).count() + RULES.matches(good).count();
    assert_eq!(places, 1, "the change must hit one place: {good}");
    problems(BASE.replacen(good, bad, 1), RULES.replacen(good, bad, 1))
}

fn assert_table(cases: &[(&str, &str, &str)]) {
    for (good, bad, expected) in cases {
        assert_eq!(after(good, bad), [*expected], "{good} -> {bad}");
    }
}

#[test]
fn the_bundle_that_the_cases_break_is_good() {
    assert_eq!(problems(BASE.to_owned(), RULES.to_owned()), [""; 0]);
}

#[test]
fn syntax_and_shape_are_reported_where_they_stand() {
    assert_table(&[
        ("zone = \"Asia/Shanghai\"", "zone = \"Asia/Shanghai", "base.toml:4:22: invalid basic string, expected `\"`"),
        ("[numbering]", "[numbering", "base.toml:6:11: unclosed table, expected `]`"),
        (
            "digits = 6",
            "digits = 6\ncolour = 1",
            "base.toml:8:1: unknown field `colour`, expected `prefix` or `digits`",
        ),
        (
            "{ from = \"21:00\"",
            "{ from = \"21:00\", colour = 1",
            "rules.toml:42:28: unknown field `colour`, expected `from` or `to`",
        ),
        ("digits = 6", "digits = \"six\"", "base.toml:7:10: invalid type: string \"six\", expected u8"),
        ("rank = 1\n", "", "base.toml:17:1: missing field `rank`"),
        ("rank = 1", "rank = 1000", "base.toml:20:8: invalid value: integer `1000`, expected u8"),
        (
            "handling = \"field\"",
            "handling = \"outdoors\"",
            "base.toml:26:12: unknown variant `outdoors`, expected one of `field`, `office`, `none`",
        ),
        (
            "code = \"fault.line.cable\"",
            "code = \"fault.line.Cable\"",
            "base.toml:50:8: `fault.line.Cable` is not a code: use 1 to 64 of a-z, 0-9, `-`, `_` and `.`, \
             starting with a letter or digit",
        ),
        (
            "answer.form = \"choice\"",
            "answer.form = \"letter\"",
            "rules.toml:55:15: unknown variant `letter`, expected one of `yes_no`, `choice`, `multiple`, `scale`, `number`, `text`",
        ),
    ]);
    let bad_time = after("from = \"08:30\"", "from = \"25:00\"");
    assert!(bad_time[0].starts_with("rules.toml:5:14: "), "{bad_time:?}");
    let bad_permission = after("\"call.handle\"", "\"call.everything\"");
    assert!(bad_permission[0].starts_with("rules.toml:65:5: unknown variant `call.everything`"), "{bad_permission:?}");
}

#[test]
fn several_entries_of_a_wrong_shape_are_all_reported() {
    let base = BASE.replace("rank = 1", "rank = \"low\"").replace("returns_max = 3", "returns_max = -3");
    let expected = [
        "base.toml:31:15: invalid value: integer `-3`, expected u16",
        "base.toml:40:15: invalid value: integer `-3`, expected u16",
        "base.toml:20:8: invalid type: string \"low\", expected u8",
    ];
    assert_eq!(problems(base, RULES.to_owned()), expected);
}

/// A call without its questions is never opened: no policy says so.
///
/// shows: C-02
#[test]
fn names_that_lead_nowhere_are_reported_where_they_are_used() {
    assert_table(&[
        (
            "code = \"fault.line.cable\"",
            "code = \"fault.line\"",
            "base.toml:50:8: another type has the code `fault.line`",
        ),
        (
            "callback_plan = \"standard\"",
            "callback_plan = \"none\"",
            "base.toml:28:17: there is no callback plan `none`",
        ),
        (
            "levels = [\"normal\"]\n",
            "levels = [\"normal\", \"severe\"]\n",
            "base.toml:29:21: there is no level `severe`",
        ),
        ("parent = \"fault.line\"", "parent = \"fault.pole\"", "base.toml:52:10: there is no type `fault.pole`"),
        (
            "kind = \"fault\"\nparent",
            "kind = \"query\"\nparent",
            "base.toml:52:10: the node above belongs to another kind",
        ),
        ("unit = \"repair\"", "unit = \"nobody\"", "rules.toml:34:8: there is no unit `nobody`"),
        ("areas = [\"city\"]", "areas = [\"city\", \"moon\"]", "rules.toml:23:76: there is no area `moon`"),
        ("calendar = \"office\"", "calendar = \"factory\"", "rules.toml:27:12: there is no calendar `factory`"),
        ("questionnaire = \"short\"", "questionnaire = \"long\"", "rules.toml:43:17: there is no questionnaire `long`"),
        (
            "zone = \"Asia/Shanghai\"",
            "zone = \"Asia/Atlantis\"",
            "base.toml:4:8: `Asia/Atlantis` is not a time zone of the IANA database, such as Asia/Shanghai",
        ),
    ]);
}

#[test]
fn the_organisation_is_one_tree_and_its_roles_may_do_everything() {
    assert_table(&[
        ("parent = \"company\"", "parent = \"firm\"", "base.toml:63:10: there is no unit `firm`"),
        (
            "parent = \"company\"\n",
            "",
            "base.toml:61:1: a second unit without a parent: exactly one must be at the top",
        ),
        ("\"user.write\", ", "", "rules.toml:61:1: no role may do `user.write`"),
    ]);
    let circle = after("code = \"company\"\n", "code = \"company\"\nparent = \"repair\"\n");
    let expected = [
        "base.toml:56:1: no unit is at the top: exactly one must have no parent",
        "base.toml:58:10: the units above lead back to this one",
        "base.toml:64:10: the units above lead back to this one",
    ];
    assert_eq!(circle, expected);
    let circle = after("kind = \"fault\"\nname", "kind = \"fault\"\nparent = \"fault.line.cable\"\nname");
    let expected = [
        "base.toml:46:10: the nodes above lead back to this one",
        "base.toml:53:10: the nodes above lead back to this one",
    ];
    assert_eq!(circle, expected);
}

#[test]
fn rules_that_make_no_sense_are_reported() {
    assert_table(&[
        ("digits = 6", "digits = 3", "base.toml:7:10: must be 4 to 9"),
        ("digits = 6", "digits = 6\nprefix = \"x\"", "base.toml:8:10: must be at most 6 digits"),
        ("en = \"Phone\"", "en = \" \"", "base.toml:11:26: this text is empty"),
        ("calendar = \"office\"\n", "", "rules.toml:26:10: working time needs a `calendar`"),
        ("value = 4,", "value = 0,", "rules.toml:26:10: the amount is zero"),
        ("value = 30,", "value = 4000,", "rules.toml:15:10: longer than 3653 days"),
        (
            "unit = \"days\"",
            "unit = \"target\"",
            "rules.toml:15:10: an amount counted to a moment that is named has the value 0",
        ),
        (
            "value = 30, unit = \"days\"",
            "value = 0, unit = \"next_reply\"",
            "rules.toml:13:9: only `contacted`, of a work order, says when the customer hears again",
        ),
        ("start = [\"dispatched\"]", "start = []", "rules.toml:24:9: nothing starts this clock"),
        (
            "stop = [\"replied\"]",
            "stop = [\"approved\", \"dispatched\"]",
            "rules.toml:25:21: this also starts the clock",
        ),
        ("{ from = \"14:00\"", "{ from = \"11:00\"", "rules.toml:6:14: the shift begins before the one above it ends"),
        (
            "to = \"17:30\"",
            "to = \"13:30\"",
            "rules.toml:4:10: the last shift of monday goes on into the first of tuesday",
        ),
        ("attempts_max = 3", "attempts_max = 0", "rules.toml:40:16: at least one attempt is needed"),
        (
            "{ from = \"21:00\", to = \"08:00\" }",
            "{ from = \"21:00\", to = \"09:00\" }, { from = \"08:00\", to = \"22:00\" }",
            "rules.toml:42:9: these windows leave no time to call",
        ),
        (
            "decides = \"satisfied\"\n",
            "",
            "rules.toml:43:17: the questionnaire has no question that decides `satisfied`",
        ),
        (", content = true", "", "rules.toml:55:1: some options must be `content` and some not"),
        ("required = true", "required = false", "rules.toml:53:12: a question that decides must be required"),
    ]);
}

#[test]
fn every_demand_needs_a_route_to_a_unit_that_handles_work() {
    assert_table(&[
        ("unit = \"repair\"", "unit = \"company\"", "rules.toml:34:8: work orders go to departments and crews only"),
        (
            "unit = \"repair\"",
            "unit = \"repair\"\nassisting = [\"repair\"]",
            "rules.toml:35:14: the leading unit cannot assist itself",
        ),
        (
            "unit = \"repair\"",
            "unit = \"repair\"\nregions = [\"33\"]",
            "base.toml:23:1: no route matches every region for kind `fault` in area `city` at level `normal`",
        ),
    ]);
}

#[test]
fn a_state_without_a_clock_is_reported_with_the_way_that_leads_there() {
    let stop = "stop = [\"archived\", \"answered_on_spot\"]";
    let gaps = after(stop, "stop = [\"archived\", \"dispatched\"]");
    // The clock `handle` is only for the node `fault.line`: the kind itself has a gap from the start, the node later.
    assert_eq!(
        gaps,
        [
            "base.toml:23:1: no clock runs in `dispatched` for kind `fault` in area `city` at level `normal`, \
             after accepted, dispatched",
            "base.toml:43:1: no clock runs in `replied` for type `fault.line` in area `city` at level `normal`, \
             after accepted, dispatched, received, replied",
        ]
    );
    let gaps = after(stop, "stop = [\"archived\", \"withdrawn\"]");
    let last = "base.toml:34:1: no clock runs in `answered` for kind `query` in area `city`, \
                after accepted, withdrawn, customer_answered";
    assert_eq!(gaps.last().map(String::as_str), Some(last));
}

#[test]
fn a_list_goes_on_in_the_next_file_but_a_table_stands_once() {
    let more = "[[channel]]\ncode = \"app\"\nname = { zh = \"应用\", en = \"App\" }\n";
    assert_eq!(problems(BASE.to_owned(), format!("{more}{RULES}")), [""; 0]);
    let again = "[[channel]]\ncode = \"phone\"\nname = { zh = \"应用\", en = \"App\" }\n";
    let expected = ["rules.toml:2:8: another channel has the code `phone`"];
    assert_eq!(problems(BASE.to_owned(), format!("{again}{RULES}")), expected);
    let numbering = format!("[numbering]\ndigits = 5\n{RULES}");
    assert_eq!(problems(BASE.to_owned(), numbering), ["rules.toml:1:1: `numbering` may stand 1 times at the most"]);
}

#[test]
fn unknown_and_missing_top_level_keys_are_reported() {
    let expected = ["base.toml:13:3: unknown key `aera`", "`area` is missing: no file of the bundle has one"];
    assert_eq!(after("[[area]]", "[[aera]]"), expected);
    assert_eq!(problems(String::new(), String::new()).len(), 11);
}

#[test]
fn a_bundle_has_limits() {
    let files: Vec<(String, String)> = (0..=FILES_MAX).map(|file| (file.to_string(), String::new())).collect();
    assert_eq!(parse(&files).unwrap_err()[0].to_string(), "a bundle has at most 64 files");
    let large = problems(BASE.to_owned(), "#".repeat(FILE_BYTES_MAX + 1));
    assert_eq!(large, ["rules.toml: larger than 1048576 bytes"]);
    let many = "[[area]]\ncode = \"a\"\nname = { zh = \"a\", en = \"a\" }\n".repeat(ENTRIES_MAX);
    let many = problems(format!("{BASE}{many}"), RULES.to_owned());
    assert!(many[0].ends_with("`area` may stand 5000 times at the most"), "{}", many[0]);
}
