//! The Rust files: size, names, heads, and words that must not be written.

use super::finding::Finding;
use crate::source::Source;
use crate::workspace::File;

const MAX_LINES: usize = 400;
const MAX_TEST_LINES: usize = 800;
const MAX_FUNCTION_LINES: usize = 70;

/// From this length on a file says at its head what it is for.
const HEADLESS_LINES: usize = 100;

/// Files that may be longer, with the reason.
const LONG_FILES: [(&str, &str); 1] =
    [("crates/persistence/src/schema.rs", "one entry per table and column; nothing to read in order")];

/// Files whose functions may be longer, with the reason.
const LONG_FUNCTIONS: [(&str, &str); 3] = [
    ("crates/http/src/problem/text/en/mod.rs", "tables: one entry per code, exhaustive by being one match"),
    ("crates/http/src/problem/text/en/refusals.rs", "tables: one entry per code, exhaustive by being one match"),
    ("crates/http/src/problem/text/zh.rs", "tables: one entry per code, exhaustive by being one match"),
];

/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 6] = ["utils", "util", "helpers", "helper", "common", "manager"];

const HEADED_FILES: [&str; 3] = ["lib.rs", "main.rs", "mod.rs"];

/// Macros that stand for work not done.
const UNDONE: [&str; 3] = ["todo", "unimplemented", "dbg"];

/// Checks one file.
pub(crate) fn check(file: &File) -> Vec<Finding> {
    let source = Source::read(&file.text);
    let mut findings = Vec::new();
    findings.extend(size(file));
    findings.extend(name(file));
    findings.extend(head(file));
    findings.extend(functions(file, &source));
    findings.extend(words(file, &source));
    findings
}

/// Tests live in `tests.rs`, `*_tests.rs` or below a folder `tests`; the test kit is nothing else.
fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.split('/').any(|part| part == "tests")
}

fn size(file: &File) -> Option<Finding> {
    let lines = file.text.lines().count();
    let limit = if is_test(&file.path) { MAX_TEST_LINES } else { MAX_LINES };
    if lines <= limit || LONG_FILES.iter().any(|(path, _reason)| *path == file.path) {
        return None;
    }
    let mend = "split it by what it does, or name it with a reason in tidy/sources.rs";
    Some(Finding::new(&file.path, limit + 1, format!("{lines} lines, the limit is {limit}"), mend))
}

fn name(file: &File) -> Option<Finding> {
    let stem = file.path.trim_end_matches(".rs");
    let empty = stem.split('/').find(|part| EMPTY_NAMES.contains(part))?;
    let what = format!("`{empty}` says nothing of what is inside");
    Some(Finding::new(&file.path, 1, what, "name it after what it holds"))
}

fn head(file: &File) -> Option<Finding> {
    let base = file.path.rsplit('/').next().unwrap_or_default();
    let long = file.text.lines().count() > HEADLESS_LINES;
    if file.text.starts_with("//!") || !(long || HEADED_FILES.contains(&base)) {
        return None;
    }
    let mend = "begin it with `//!`: purpose, invariants, what is not here";
    Some(Finding::new(&file.path, 1, "the file does not say what it is for", mend))
}

fn functions(file: &File, source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    if LONG_FUNCTIONS.iter().any(|(path, _reason)| *path == file.path) {
        return findings;
    }
    for function in source.functions() {
        let line = source.line(function.header.end);
        let lines = source.line(function.body.end) - line + 1;
        if lines > MAX_FUNCTION_LINES && !function.is_test && !is_test(&file.path) {
            let what = format!("`{}` has {lines} lines, the limit is {MAX_FUNCTION_LINES}", function.name);
            findings.push(Finding::new(&file.path, line, what, "give its parts names of their own"));
        }
    }
    findings
}

fn words(file: &File, source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    let after = |at: usize, word: &str| source.code.get(at + word.len()..).unwrap_or_default().trim_start();
    for word in UNDONE {
        for at in source.words(word).into_iter().filter(|at| after(*at, word).starts_with('!')) {
            findings.push(Finding::new(
                &file.path,
                source.line(at),
                format!("`{word}!` is left over"),
                "finish or remove it",
            ));
        }
    }
    for at in attributes(source, "allow").filter(|at| after(*at, "allow").starts_with('(')) {
        let mend = "mend the cause, or write `#[expect(…, reason = \"…\")]`";
        findings.push(Finding::new(&file.path, source.line(at), "`allow` hides a warning for good", mend));
    }
    for at in attributes(source, "ignore").filter(|at| after(*at, "ignore").starts_with(']')) {
        let mend = "write `#[ignore = \"why\"]` or let the test run";
        findings.push(Finding::new(&file.path, source.line(at), "a test is ignored without a reason", mend));
    }
    findings
}

/// Where an attribute of that name begins, outer or inner.
fn attributes<'s>(source: &'s Source, name: &'s str) -> impl Iterator<Item = usize> + 's {
    source.words(name).into_iter().filter(|at| {
        let before = source.code.get(..*at).unwrap_or_default().trim_end();
        before.ends_with("#[") || before.ends_with("#![")
    })
}
