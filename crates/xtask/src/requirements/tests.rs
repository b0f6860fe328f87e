//! Marks that hold and marks that do not, in files of a few lines; and this repository's own report.

use super::catalogue::Catalogue;
use super::{marks, report};
use crate::workspace::{self, File};

const CATALOGUE: &str = r#"
[[requirement]]
id = "P-05"
title = "A | B"
priority = "CORE"

[[requirement]]
id = "H-12"
title = "C"
priority = "PERIPH"
"#;

fn gather(text: &str) -> marks::Shown {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap();
    marks::gather(&[File { path: "crates/a/tests/b.rs".to_owned(), text: text.to_owned() }], &catalogue)
}

/// The one problem of a text.
fn problem(text: &str) -> String {
    let shown = gather(text);
    let [problem] = shown.problems.as_slice() else { panic!("{shown:?}") };
    assert!(shown.tests.is_empty(), "{shown:?}");
    problem.clone()
}

#[test]
fn marks_above_and_inside_a_test_are_found() {
    let shown = gather(
        "/// It works.\n///\n/// shows: P-05, H-12\n#[test]\nfn above() { assert!(true); }\n\
         #[actix_web::test]\nasync fn inside() {\n    // shows: P-05\n    assert_eq!(1, 1);\n}\n",
    );
    assert!(shown.problems.is_empty(), "{shown:?}");
    let tests = |id: &str| shown.tests.get(id).unwrap().iter().cloned().collect::<Vec<_>>();
    assert_eq!(tests("P-05"), ["crates/a/tests/b.rs::above", "crates/a/tests/b.rs::inside"]);
    assert_eq!(tests("H-12"), ["crates/a/tests/b.rs::above"]);
}

#[test]
fn an_unknown_id_fails() {
    let text = "/// shows: P-05, P-99\n#[test]\nfn a() { assert!(true); }";
    assert_eq!(problem(text), "crates/a/tests/b.rs:1: P-99 is not in docs/requirements-catalogue.toml; correct the id");
}

#[test]
fn a_mark_in_a_test_that_asserts_nothing_fails() {
    let text = "// shows: P-05\n#[test]\nfn idle() { run(\"assert\"); } // assert";
    assert!(problem(text).contains("`idle` asserts nothing"));
}

#[test]
fn a_mark_outside_of_any_test_fails() {
    assert!(problem("// shows: P-05\nfn plain() { assert!(true); }").contains("belongs to no test"));
    assert!(problem("//! shows: P-05\nuse a;\n#[test]\nfn a() { assert!(true); }").contains("belongs to no test"));
}

#[test]
fn a_misspelt_id_fails_but_prose_does_not() {
    let test = "#[test]\nfn a() { assert!(true); }";
    assert!(problem(&format!("// shows: p-05\n{test}")).contains("`p-05` is not an id"));
    assert!(problem(&format!("// shows: P-05, P06\n{test}")).contains("`P06` is not an id"));
    assert!(gather(&format!("// What this shows: nothing.\n{test}")).problems.is_empty());
    assert!(gather(&format!("{test}\nconst A: &str = \"// shows: X-1\";")).problems.is_empty());
}

#[test]
fn the_report_counts_and_lists_what_is_shown() {
    let catalogue = Catalogue::parse(CATALOGUE).unwrap();
    let shown = gather("// shows: P-05\n#[test]\nfn a() { assert!(true); }");
    let report = report::render(&catalogue, &shown);
    for line in [
        "| CORE | core to a 95598 hotline | 1 | 1 |",
        "| PERIPH | at the edge of ticketing | 0 | 1 |",
        "| all |  | 1 | 2 |",
        "| P-05 | A \\| B | `crates/a/tests/b.rs::a` |",
        "| H-12 | C |  |",
    ] {
        assert!(report.lines().any(|written| written == line), "{line} is not in\n{report}");
    }
}

#[test]
fn a_catalogue_with_an_id_twice_is_refused() {
    let twice = CATALOGUE.replace("H-12", "P-05");
    assert!(Catalogue::parse(&twice).unwrap_err().to_string().contains("P-05 twice"));
}

#[test]
fn the_report_of_this_repository_is_up_to_date() {
    super::check(&workspace::root().unwrap()).unwrap();
}
