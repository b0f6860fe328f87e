//! Outcomes of calls that open tickets nobody could look into, and kinds that cannot make up their mind about callbacks.

use crate::after;

/// What is found when the plan has an outcome with this rule.
fn with_rule(opens: &str) -> Vec<String> {
    let outcome =
        format!("outcome = [{{ code = \"risk\", name = {{ zh = \"险\", en = \"Risk\" }}, opens = {opens} }}]");
    after("questionnaire = \"short\"\n", &format!("{outcome}\nquestionnaire = \"short\"\n"))
}

#[test]
fn what_a_call_opens_is_of_a_kind_that_is_sent_out_to_a_unit_that_handles_it() {
    assert_eq!(
        with_rule("{ kind = \"fault\", type = \"fault.line\", level = \"normal\", unit = \"repair\" }"),
        [""; 0]
    );
    for (opens, wrong) in [
        ("{ kind = \"query\" }", "what a call brings up is sent out; this kind never is"),
        ("{ kind = \"nothing\" }", "there is no kind `nothing`"),
        ("{ kind = \"fault\", unit = \"company\" }", "work orders go to departments and crews only"),
        ("{ kind = \"fault\", unit = \"nowhere\" }", "there is no unit `nowhere`"),
        ("{ kind = \"fault\", level = \"severe\" }", "there is no level `severe`"),
        ("{ kind = \"fault\", type = \"query\" }", "there is no type `query`"),
    ] {
        let found = with_rule(opens);
        let [one] = found.as_slice() else { unreachable!("{opens}: {found:?}") };
        assert!(one.starts_with("rules.toml:43:") && one.ends_with(wrong), "{opens}: {one}");
    }
}

#[test]
fn a_kind_has_a_callback_or_a_reason_for_none() {
    let both = "callback_plan = \"standard\"\nno_callback = { zh = \"无\", en = \"None\" }";
    let found = after("callback_plan = \"standard\"", both);
    assert_eq!(found, ["base.toml:29:15: there is a callback: by `callback_plan`"]);
}
