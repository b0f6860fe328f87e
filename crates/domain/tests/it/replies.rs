//! Answers that come as short texts or keys.
#![expect(clippy::unwrap_used, reason = "tests may fail by panicking, their helper functions too")]

use bihuan_domain::policy::questionnaires::{Question, Questionnaire};
use bihuan_domain::survey::{Answers, next_question, read_reply};

use crate::fixtures::{SAMPLE, code};

fn questionnaire() -> &'static Questionnaire {
    SAMPLE.policy.questionnaire(&code("handling")).unwrap()
}

fn question(name: &str) -> &'static Question {
    questionnaire().question(&code(name)).unwrap()
}

#[test]
fn a_short_text_means_the_option_of_that_number_its_value_or_its_name() {
    let cases: &[(&str, &str, Option<&str>)] = &[
        ("solved", " 1 ", Some("yes")),
        ("solved", "2", Some("no")),
        ("solved", "否", Some("no")),
        ("solved", "3", None),
        ("satisfied", "1", Some("very-satisfied")),
        ("satisfied", "满意", Some("satisfied")),
        ("satisfied", "fair", Some("fair")),
        ("satisfied", "6", None),
        ("satisfied", "0", None),
        ("crew", "5", Some("5")),
        ("crew", "6", None),
        ("causes", "2,3", Some("slow attitude")),
        ("causes", "2 、 3", Some("slow attitude")),
        ("causes", "2,2", None),
        ("causes", " , ", None),
        ("remarks", "谢谢", Some("谢谢")),
        ("remarks", "   ", None),
    ];
    for (name, text, expected) in cases {
        assert_eq!(read_reply(question(name), text).as_deref(), *expected, "{name}: {text}");
    }
}

#[test]
fn only_questions_that_must_be_answered_are_asked_by_message() {
    let mut answers = Answers::new();
    let mut asked = Vec::new();
    while let Some(question) = next_question(questionnaire(), &answers) {
        asked.push(question.code.to_string());
        answers.insert(question.code.clone(), read_reply(question, "1").unwrap());
    }
    assert_eq!(asked, ["solved", "satisfied"]);
    answers.insert(code("charged"), "yes".to_owned());
    assert_eq!(next_question(questionnaire(), &answers).map(|next| next.code.as_str()), Some("charged-what"));
}
