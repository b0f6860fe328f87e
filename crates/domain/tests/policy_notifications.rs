//! A rule that tells nobody, or of nothing that exists, is refused with the line and the reason.

use bihuan_domain::policy::{Problem, parse};

const BASE: &str = include_str!("data/bundle/base.toml");
const RULES: &str = include_str!("data/bundle/rules.toml");
const TOLD: &str = r#"[[notification]]
code = "pressed"
name = { zh = "催办", en = "Pressed" }
on = ["urged"]
on_clock = [{ clock = "handle", level = "breach" }]
applies_to = { kinds = ["fault"] }
to = [{ role = "everything" }, { role = "keeper", at = "acceptor", up = 1 }]
channels = ["webhook", "smtp"]

[[role]]
code = "keeper"
name = { zh = "值守", en = "Keeper" }
may = []
quiet_hours = { from = "22:00", to = "07:00" }
cap_per_hour = 5
"#;

/// The problems after the one place that reads `good` has been changed to `bad`.
fn after(good: &str, bad: &str) -> Vec<String> {
    assert_eq!(TOLD.matches(good).count(), 1, "the change must hit one place: {good}");
    let files = [("base.toml", BASE.to_owned()), ("rules.toml", RULES.to_owned())];
    let told = ("told.toml", TOLD.replacen(good, bad, 1));
    let files: Vec<_> = files.into_iter().chain([told]).map(|(name, text)| (name.to_owned(), text)).collect();
    match parse(&files) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

#[test]
fn what_is_told_is_good_as_it_stands() {
    assert_eq!(after("code = \"pressed\"", "code = \"urged\""), [""; 0]);
}

#[test]
fn every_bad_notification_is_refused_where_it_stands() {
    for (good, bad, expected) in [
        ("role = \"everything\"", "role = \"nobody\"", "told.toml:7:16: there is no role `nobody`"),
        ("clock = \"handle\"", "clock = \"sundial\"", "told.toml:5:23: there is no clock `sundial`"),
        ("kinds = [\"fault\"]", "kinds = [\"war\"]", "told.toml:6:25: there is no kind `war`"),
        (
            "to = [{ role = \"everything\" }, { role = \"keeper\", at = \"acceptor\", up = 1 }]",
            "to = []",
            "told.toml:7:6: nobody is told",
        ),
        (
            "{ role = \"keeper\", at = \"acceptor\", up = 1 }",
            "{ role = \"everything\" }",
            "told.toml:7:32: this recipient stands here twice",
        ),
        ("up = 1", "up = 16", "told.toml:7:73: the tree of units has 16 levels"),
        ("at = \"acceptor\"", "at = \"first_asked\"", "told.toml:7:76: a person has no unit above"),
        ("on = [\"urged\"]", "on = [\"urged\", \"urged\"]", "told.toml:4:16: `urged` stands here twice"),
        ("\"webhook\", \"smtp\"", "\"smtp\", \"smtp\"", "told.toml:8:21: `smtp` stands here twice"),
        ("en = \"Pressed\"", "en = \"\"", "told.toml:3:26: this text is empty"),
        ("to = \"07:00\"", "to = \"22:00\"", "told.toml:14:38: the quiet hours end when they begin"),
        (
            "cap_per_hour = 5",
            "cap_per_hour = 0",
            "told.toml:15:16: nothing would ever be pushed; leave the channels out instead",
        ),
    ] {
        assert_eq!(after(good, bad), [expected], "{good} -> {bad}");
    }
    let unknown = after("on = [\"urged\"]", "on = [\"shouted\"]");
    assert!(
        unknown[0].starts_with("told.toml:4:7: unknown variant `shouted`, expected one of `opened`"),
        "{unknown:?}"
    );
    let silent = after("on = [\"urged\"]\non_clock = [{ clock = \"handle\", level = \"breach\" }]\n", "");
    assert_eq!(silent, ["told.toml:1:1: nothing is told: `on` and `on_clock` are both empty"]);
    let twice = after(
        "[[role]]",
        "[[notification]]\ncode = \"pressed\"\nname = { zh = \"催\", en = \"P\" }\non = [\"urged\"]\nto = [{ role = \"keeper\" }]\n\n[[role]]",
    );
    assert_eq!(twice, ["told.toml:11:8: another notification has the code `pressed`"]);
}
