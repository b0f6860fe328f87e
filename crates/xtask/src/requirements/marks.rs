//! Finds the marks in the tests and the reasons why a mark does not hold.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::Catalogue;
use crate::source::{Function, Source};
use crate::workspace::File;

const KEYWORD: &str = "shows:";

/// What tells that a test can fail for a reason of its own.
const ASSERTIONS: [&str; 5] = ["assert", "expect_", "check(", "insta::", "prop_assert"];

/// What the marks say.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// Tests by the requirement they show, as `path::name`.
    pub(crate) tests: BTreeMap<String, BTreeSet<String>>,
    /// Marks that do not hold, each with its place.
    pub(crate) problems: Vec<String>,
}

/// Reads the marks of all files.
pub(crate) fn gather(files: &[File], catalogue: &Catalogue) -> Shown {
    let mut shown = Shown::default();
    for file in files.iter().filter(|file| file.text.contains(KEYWORD)) {
        let source = Source::read(&file.text);
        let functions = source.functions();
        for (offset, mark) in marks(&source.comments) {
            let place = format!("{}:{}", file.path, source.line(offset));
            match judge(&source, &functions, offset, mark, catalogue) {
                Err(problem) => shown.problems.push(format!("{place}: {problem}")),
                Ok((test, ids)) => {
                    for id in ids {
                        let tests = shown.tests.entry(id).or_default();
                        tests.insert(format!("{}::{test}", file.path));
                    }
                }
            }
        }
    }
    shown
}

/// The name of the test that carries the mark, and the ids it shows.
fn judge(
    source: &Source,
    functions: &[Function],
    offset: usize,
    mark: Result<Vec<String>, String>,
    catalogue: &Catalogue,
) -> Result<(String, Vec<String>), String> {
    let ids = mark?;
    if let Some(unknown) = ids.iter().find(|id| !catalogue.contains(id)) {
        return Err(format!("{unknown} is not in docs/requirements-catalogue.toml; correct the id"));
    }
    let test = functions
        .iter()
        .find(|function| function.is_test && (function.header.start..function.body.end).contains(&offset))
        .ok_or("this mark belongs to no test; move it above or into the test that shows it")?;
    let body = source.code.get(test.body.clone()).unwrap_or_default();
    if !ASSERTIONS.iter().any(|assertion| body.contains(assertion)) {
        return Err(format!("`{}` asserts nothing; assert what it claims to show, or drop the mark", test.name));
    }
    Ok((test.name.clone(), ids))
}

/// Where each mark stands, and its ids or what is wrong with them.
fn marks(comments: &str) -> Vec<(usize, Result<Vec<String>, String>)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in comments.split_inclusive('\n') {
        if let Some((before, after)) = line.split_once(KEYWORD) {
            let alone = before.chars().all(|letter| letter.is_whitespace() || "/*!".contains(letter));
            let ids = ids(after);
            // In the middle of a sentence the words may be prose; alone on a line they are meant as a mark.
            if alone || !matches!(ids, Err(Malformed { index: 0, .. })) {
                let ids =
                    ids.map_err(|malformed| format!("`{}` is not an id such as P-05; correct it", malformed.word));
                found.push((start + before.len(), ids));
            }
        }
        start += line.len();
    }
    found
}

struct Malformed {
    index: usize,
    word: String,
}

fn ids(text: &str) -> Result<Vec<String>, Malformed> {
    let mut ids = Vec::new();
    for (index, part) in text.split(',').enumerate() {
        let word = part.split_whitespace().next().unwrap_or_default();
        let id = word.trim_end_matches(['.', ';', ')']);
        if !is_id(id) {
            return Err(Malformed { index, word: word.to_owned() });
        }
        ids.push(id.to_owned());
        // Words after an id end the list: what follows the next comma is prose.
        if part.trim() != word || id != word {
            break;
        }
    }
    Ok(ids)
}

fn is_id(word: &str) -> bool {
    word.split_once('-').is_some_and(|(letters, digits)| {
        !letters.is_empty()
            && !digits.is_empty()
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}
