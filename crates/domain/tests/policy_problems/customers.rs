//! Classes of customer whose conditions nobody could meet.

use crate::{BASE, RULES, problems};

/// The problems of the bundle with two attributes and a class of customer that has this condition.
fn with(condition: &str) -> Vec<String> {
    let known = "\n[[attribute]]\ncode = \"importance\"\nname = { zh = \"重要程度\", en = \"Importance\" }\n\
                 values = [{ code = \"first\", name = { zh = \"一级\", en = \"First\" } }]\n\n\
                 [[attribute]]\ncode = \"voltage-v\"\nname = { zh = \"电压\", en = \"Voltage\" }\n\n\
                 [[segment]]\ncode = \"key\"\nname = { zh = \"重要\", en = \"Key\" }\n";
    let found = problems(BASE.to_owned(), format!("{RULES}{known}when = [{condition}]\n"));
    // Where exactly is of no interest here: the file grows.
    found.into_iter().map(|problem| problem.splitn(4, ':').last().unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn a_segment_of_customer_has_conditions_that_somebody_can_meet() {
    assert_eq!(with("{ attribute = \"importance\", one_of = [\"first\"] }"), [""; 0]);
    assert_eq!(with("{ attribute = \"voltage-v\", at_least = 35000 }"), [""; 0]);
    for (condition, expected) in [
        ("{ attribute = \"colour\", at_least = 1 }", "there is no attribute `colour`"),
        ("{ attribute = \"voltage-v\" }", "`voltage-v` is a number: say `at_least`, and nothing else"),
        (
            "{ attribute = \"importance\", at_least = 1, one_of = [\"first\"] }",
            "`importance` has listed values: say `one_of`, and nothing else",
        ),
        ("{ attribute = \"importance\", one_of = [\"third\"] }", "`importance` has no value `third`"),
    ] {
        assert_eq!(with(condition), [expected], "{condition}");
    }
}
