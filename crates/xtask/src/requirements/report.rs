use super::catalogue::{Catalogue, Priority, Requirement};
use super::marks::Shown;

/// The text of `docs/requirements.md`.
pub(crate) fn render(catalogue: &Catalogue, shown: &Shown) -> String {
    let mut text = String::from(
        "# Requirements and the tests that show them\n\n\
         Written by `cargo xtask requirements` from the marks in the tests; do not edit.\n\n\
         | priority | meaning | shown | of |\n| --- | --- | ---: | ---: |\n",
    );
    for priority in Priority::ALL {
        let all = |requirement: &&Requirement| requirement.priority == priority;
        let name = format!("{priority:?}").to_uppercase();
        row(&mut text, &[&name, priority.meaning(), &count(catalogue, shown, all), &total(catalogue, all)]);
    }
    row(&mut text, &["all", "", &count(catalogue, shown, |_| true), &total(catalogue, |_| true)]);

    text.push_str("\n| id | title | tests |\n| --- | --- | --- |\n");
    for requirement in &catalogue.requirements {
        let tests = shown
            .tests
            .get(&requirement.id)
            .map(|tests| tests.iter().map(|test| format!("`{test}`")).collect::<Vec<_>>().join("<br>"));
        let title = requirement.title.replace('|', "\\|");
        row(&mut text, &[&requirement.id, &title, &tests.unwrap_or_default()]);
    }
    text
}

fn row(text: &mut String, cells: &[&str]) {
    text.push_str(&format!("| {} |\n", cells.join(" | ")));
}

fn total(catalogue: &Catalogue, wanted: impl Fn(&&Requirement) -> bool) -> String {
    catalogue.requirements.iter().filter(wanted).count().to_string()
}

fn count(catalogue: &Catalogue, shown: &Shown, wanted: impl Fn(&&Requirement) -> bool) -> String {
    let of_those = catalogue.requirements.iter().filter(wanted);
    of_those.filter(|requirement| shown.tests.contains_key(&requirement.id)).count().to_string()
}
