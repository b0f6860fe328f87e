//! Every rule is broken once in a workspace of a few files, and this repository breaks none.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::run::findings;
use super::{edges, sources};
use crate::workspace::{self, File};

const INHERITED: &str = "version.workspace = true\nedition.workspace = true\nrust-version.workspace = true\n\
                         license.workspace = true\npublish.workspace = true\n";

/// A workspace of one crate with the given name and further lines of its manifest.
fn workspace_of(name: &str, manifest: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let top = "[workspace]\nmembers = [\"crates/*\"]\n[workspace.dependencies]\norm = { package = \"diesel\", version = \"2\" }\n";
    write(folder.path(), "Cargo.toml", top);
    write(folder.path(), "crates/one/Cargo.toml", &format!("[package]\nname = \"{name}\"\n{manifest}"));
    for engine in ["postgres", "sqlite"] {
        fs::create_dir_all(folder.path().join("migrations").join(engine)).unwrap();
    }
    folder
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn shown(folder: &TempDir) -> Vec<String> {
    findings(folder.path()).unwrap().iter().map(ToString::to_string).collect()
}

fn source(path: &str, text: &str) -> Vec<String> {
    let file = File { path: path.to_owned(), text: text.to_owned() };
    sources::check(&file).iter().map(ToString::to_string).collect()
}

fn manifest(dependencies: &str) -> String {
    format!("{INHERITED}[lints]\nworkspace = true\n{dependencies}")
}

#[test]
fn a_forbidden_edge_is_found_with_its_line() {
    let folder = workspace_of("bihuan-http", &manifest("[dependencies]\nbihuan-persistence.workspace = true\n"));
    let expected = "crates/one/Cargo.toml:11: `bihuan-http` must not use `bihuan-persistence`; \
                    move the code to the crate that may, see tidy/edges.rs";
    assert_eq!(shown(&folder), [expected]);
}

#[test]
fn a_forbidden_crate_is_found_under_another_name_and_for_one_platform() {
    let folder = workspace_of("bihuan-app", &manifest("[target.'cfg(unix)'.dependencies]\norm.workspace = true\n"));
    let findings = shown(&folder);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings.concat().contains("`bihuan-app` must not use `diesel`"), "{findings:?}");
}

#[test]
fn development_dependencies_are_free() {
    let folder =
        workspace_of("bihuan-http", &manifest("[dev-dependencies]\nbihuan-testkit.workspace = true\ndiesel = \"2\"\n"));
    assert!(shown(&folder).is_empty(), "{:?}", shown(&folder));
}

#[test]
fn nothing_that_ships_may_use_the_test_kit() {
    for rule in &edges::RULES {
        assert!(!rule.allows("bihuan-testkit"), "{}", rule.package);
    }
}

#[test]
fn the_domain_may_use_nothing_that_is_not_named() {
    let domain = edges::rule("bihuan-domain").unwrap();
    assert!(domain.allows("jiff") && domain.allows("serde_json"));
    assert!(!domain.allows("tokio") && !domain.allows("rand") && !domain.allows("bihuan-app"));
}

#[test]
fn the_tooling_uses_no_crate_of_the_workspace() {
    let xtask = edges::rule("xtask").unwrap();
    assert!(edges::RULES.iter().all(|rule| !xtask.allows(rule.package)));
}

#[test]
fn a_crate_without_a_rule_is_found() {
    let folder = workspace_of("bihuan-new", &manifest(""));
    assert!(shown(&folder).concat().contains("`bihuan-new` has no rule"));
}

#[test]
fn what_is_not_inherited_is_found() {
    let folder =
        workspace_of("xtask", &INHERITED.replace("version.workspace = true\nedition", "version = \"0.2.0\"\nedition"));
    let findings = shown(&folder);
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings.concat().contains("Cargo.toml:3: `version` is not the workspace's"), "{findings:?}");
    assert!(findings.concat().contains("the lints are not the workspace's"));
}

#[test]
fn a_migration_of_one_engine_only_and_a_missing_half_are_found() {
    let folder = workspace_of("xtask", &manifest(""));
    write(folder.path(), "migrations/sqlite/1_first/up.sql", "");
    let findings = shown(&folder).join("\n");
    assert!(
        findings.contains("migrations/postgres/1_first:1: this migration exists for the other engine only"),
        "{findings}"
    );
    assert!(
        findings.contains("migrations/sqlite/1_first/down.sql:1: this half of the migration is missing"),
        "{findings}"
    );
}

#[test]
fn a_file_of_401_lines_is_found_and_one_of_400_is_not() {
    let lines = |count: usize| format!("//! Long.\n{}", "// line\n".repeat(count - 1));
    assert!(source("crates/app/src/long.rs", &lines(400)).is_empty());
    let findings = source("crates/app/src/long.rs", &lines(401));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings.concat().starts_with("crates/app/src/long.rs:401: 401 lines, the limit is 400"));
    assert!(source("crates/app/tests/long.rs", &lines(800)).is_empty());
    assert_eq!(source("crates/app/tests/long.rs", &lines(801)).len(), 1);
}

#[test]
fn a_long_function_is_found_unless_it_is_a_test() {
    let long = |head: &str| format!("{head}fn long() {{\n{}}}\n", "    a();\n".repeat(69));
    let findings = source("crates/app/src/a.rs", &long("\n"));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings.concat().contains("a.rs:2: `long` has 71 lines"), "{findings:?}");
    assert!(source("crates/app/src/a.rs", &long("#[test]\n")).is_empty());
}

#[test]
fn empty_names_are_found_in_files_and_folders() {
    assert_eq!(source("crates/app/src/utils.rs", "").len(), 1);
    assert_eq!(source("crates/app/tests/common/login.rs", "").len(), 1);
    assert!(source("crates/app/src/common_cause.rs", "").is_empty());
}

#[test]
fn a_file_that_needs_a_head_and_has_none_is_found() {
    assert_eq!(source("crates/app/src/lib.rs", "use a;\n").len(), 1);
    assert_eq!(source("crates/app/src/a.rs", &"use a;\n".repeat(101)).len(), 1);
    assert!(source("crates/app/src/lib.rs", "//! The use cases.\n").is_empty());
    assert!(source("crates/app/src/a.rs", "use a;\n").is_empty());
}

#[test]
fn left_over_words_are_found_in_code_only() {
    let text = "#[allow(dead_code)]\nfn a() { todo!() }\nfn b() { unimplemented!(); dbg!(1); }\n#![allow(unused)]\n";
    let findings = source("crates/app/src/a.rs", text);
    assert_eq!(findings.len(), 5, "{findings:?}");
    let harmless =
        "// todo!() #[allow(x)]\nconst A: &str = \"dbg!(1) #[ignore]\";\nfn allow(a: u8) { self.allow(a) }\n";
    assert!(source("crates/app/src/a.rs", harmless).is_empty());
}

#[test]
fn an_ignored_test_must_say_why() {
    assert_eq!(source("crates/app/src/a.rs", "#[test]\n#[ignore]\nfn a() {}\n").len(), 1);
    assert!(source("crates/app/src/a.rs", "#[test]\n#[ignore = \"needs a phone\"]\nfn a() {}\n").is_empty());
}

#[test]
fn this_repository_is_tidy() {
    let findings = findings(&workspace::root().unwrap()).unwrap();
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "\n{}", shown.join("\n"));
}
