//! Questionnaires that cannot be answered, and scripts that cannot be said, are refused.

use bihuan_domain::policy::{Problem, parse};

use super::{BASE, RULES};

const QUESTIONNAIRE: &str = r#"[[questionnaire]]
code = "more"
name = { zh = "问卷", en = "More" }
self_service = { sms = true, hours = 72 }
question = [
  { code = "solved", required = true, decides = "solved", text = { zh = "解决", en = "Solved?" }, answer = { form = "yes_no" } },
  { code = "score", required = true, decides = "satisfied", scale = "ten", text = { zh = "几分", en = "Score?" }, answer = { form = "scale", from = 1, to = 10, content_from = 6 } },
  { code = "paid", required = false, required_if = { question = "solved", is = ["no"] }, text = { zh = "收费", en = "Paid?" }, answer = { form = "number", min = 0, max = 99 } },
  { code = "causes", required = false, when_dissatisfied = "cause", text = { zh = "原因", en = "Causes?" }, answer = { form = "multiple", max = 2, options = [{ value = "slow", name = { zh = "慢", en = "Slow" } }, { value = "rude", name = { zh = "粗鲁", en = "Rude" } }] } },
  { code = "again", required = false, scale = "ten", text = { zh = "几分", en = "Score?" }, answer = { form = "scale", from = 1, to = 10 } },
]
"#;

const SCRIPT: &str = r#"[[script]]
code = "hello"
name = { zh = "问候", en = "Hello" }
phase = "opening"
step = 1
part = [{ code = "only", wording = [
  { when = { days = ["05-01"], hours = { from = "08:00", to = "12:00" } }, text = { zh = "{brand}早", en = "{brand}, good morning" } },
  { text = { zh = "您好{customer}", en = "Hello {customer}" } },
] }]
"#;

fn problems(more: String) -> Vec<String> {
    let files = [("base.toml", BASE.to_owned()), ("rules.toml", RULES.to_owned()), ("more.toml", more)];
    match parse(&files.map(|(name, text)| (name.to_owned(), text))) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(Problem::to_string).collect(),
    }
}

fn assert_refused(whole: &str, cases: &[(&str, &str, &str)]) {
    assert_eq!(problems(whole.to_owned()), [""; 0]);
    for (good, bad, expected) in cases {
        assert!(whole.contains(good), "{good}");
        let found = problems(whole.replacen(good, bad, 1));
        assert!(found.iter().any(|problem| problem.contains(expected)), "{good} -> {bad}: {found:?}");
    }
}

#[test]
fn questions_that_make_no_sense_are_reported() {
    assert_refused(
        QUESTIONNAIRE,
        &[
            ("content_from = 6", "content_from = 1", "above `from`, and no more than `to`"),
            (", content_from = 6", "", "say with `content_from`"),
            ("from = 1, to = 10", "from = 10, to = 10", "above `from`, by at most 100"),
            ("to = 10 } }", "to = 5 } }", "the scale `ten` reads otherwise"),
            ("question = \"solved\"", "question = \"again\"", "there is no earlier question with this code"),
            ("is = [\"no\"]", "is = [\"maybe\"]", "that question has no answer `maybe`"),
            ("is = [\"no\"]", "is = []", "name at least one answer"),
            ("max = 2", "max = 3", "between 1 and the number of options"),
            ("value = \"rude\"", "value = \"slow\"", "two options have the same value"),
            ("min = 0, max = 99", "min = 99, max = 0", "must be more than `min`"),
            ("\"cause\"", "\"comment\"", "a comment is free text"),
            ("required = false, when", "required = true, when", "such a question has no other condition"),
            ("sms = true, ", "", "name `link`, `sms` or `keypad`"),
            ("hours = 72", "hours = 0", "1 to 2160 hours"),
            (
                "self_service",
                "section = [{ code = \"aim\", name = { zh = \"目的\", en = \"Aim\" } }]\nself_service",
                "no question belongs to this section",
            ),
            ("zh = \"慢\"", "zh = \" \"", "this text is empty"),
            ("scale = \"ten\", text", "scale = \"ten\", section = \"first\", text", "there is no such section"),
        ],
    );
}

#[test]
fn scripts_that_cannot_be_said_are_reported() {
    assert_refused(
        SCRIPT,
        &[
            ("05-01", "02-30", "`02-30` is not a day such as 05-01"),
            ("{customer}", "{weather}", "nothing is known as `{weather}`"),
            ("hours = {", "festival = \"中秋节\", hours = {", "no calendar has a day off called `中秋节`"),
            ("to = \"12:00\"", "to = \"08:00\"", "the window ends when it begins"),
            (
                "{ text = { zh = \"您好",
                "{ when = { days = [\"05-02\"] }, text = { zh = \"您好",
                "the last words are said whenever",
            ),
            ("step = 1", "step = 1\nplans = [\"none\"]", "there is no callback plan `none`"),
            ("step = 1", "step = 1\napplies_to = { kinds = [\"none\"] }", "there is no kind `none`"),
        ],
    );
}
