//! The files of a bundle as parsed TOML that still knows where each value stands.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::policy::check::Finding;

use super::problem::Problem;
use super::{FILE_BYTES_MAX, FILES_MAX};

/// All files of a bundle, their entries in one list per top-level key.
pub(super) struct Source<'t> {
    files: &'t [(String, String)],
    entries: BTreeMap<String, Vec<Entry<'t>>>,
    /// What was found wrong so far.
    pub(super) problems: Vec<Problem>,
}

/// One entry of a list, or one table, and the file it stands in.
struct Entry<'t> {
    file: usize,
    key: Range<usize>,
    value: Spanned<DeValue<'t>>,
}

impl<'t> Source<'t> {
    /// Parses the files.
    pub(super) fn read(files: &'t [(String, String)]) -> Result<Self, Vec<Problem>> {
        let mut source = Self { files, entries: BTreeMap::new(), problems: Vec::new() };
        if files.len() > FILES_MAX {
            return Err(vec![Problem::nowhere(format!("a bundle has at most {FILES_MAX} files"))]);
        }
        for (file, (name, text)) in files.iter().enumerate() {
            if text.len() > FILE_BYTES_MAX {
                let message = format!("larger than {FILE_BYTES_MAX} bytes");
                source.problems.push(Problem { file: name.clone(), ..Problem::nowhere(message) });
                continue;
            }
            let (table, errors) = DeTable::parse_recoverable(text);
            for error in errors {
                source.problem(file, error.span(), "", error.message());
            }
            source.take(file, table.into_inner());
        }
        if source.problems.is_empty() { Ok(source) } else { Err(source.problems) }
    }

    fn take(&mut self, file: usize, table: DeTable<'t>) {
        for (key, value) in table {
            let span = key.span();
            let list = self.entries.entry(key.into_inner().into_owned()).or_default();
            let whole = value.span();
            match value.into_inner() {
                DeValue::Array(items) => {
                    list.extend(items.into_iter().map(|value| Entry { file, key: span.clone(), value }));
                }
                other => list.push(Entry { file, key: span, value: Spanned::new(whole, other) }),
            }
        }
    }

    fn problem(&mut self, file: usize, span: Option<Range<usize>>, path: &str, message: &str) {
        let (name, text) = self.files.get(file).map_or(("", ""), |(name, text)| (name.as_str(), text.as_str()));
        let offset = span.map_or(0, |span| span.start);
        self.problems.push(Problem::at(name, text, offset, path, message.replace('\n', " ")));
    }

    /// Reports every top-level key that is not `known`.
    pub(super) fn refuse_unknown(&mut self, known: impl Fn(&str) -> bool) {
        let unknown: Vec<_> = self
            .entries
            .iter()
            .filter(|(key, _)| !known(key))
            .filter_map(|(key, entries)| entries.first().map(|entry| (entry.file, entry.key.clone(), key.clone())))
            .collect();
        for (file, span, key) in unknown {
            self.problem(file, Some(span), &key, &format!("unknown key `{key}`"));
        }
    }

    /// Reports a key with fewer or more entries than allowed.
    pub(super) fn limit(&mut self, key: &str, least: usize, most: usize) {
        let entries = self.entries.get(key).map_or(&[][..], Vec::as_slice);
        if entries.len() < least {
            self.problems.push(Problem::nowhere(format!("`{key}` is missing: no file of the bundle has one")));
        } else if let Some(entry) = entries.get(most) {
            let (file, span) = (entry.file, entry.value.span());
            self.problem(file, Some(span), key, &format!("`{key}` may stand {most} times at the most"));
        }
    }

    /// Reads the entries of `key`; those that do not fit are reported and left out.
    pub(super) fn read_entries<T: DeserializeOwned>(&mut self, key: &str) -> Vec<T> {
        let mut good = Vec::new();
        let mut bad = Vec::new();
        for (index, entry) in self.entries.get(key).into_iter().flatten().enumerate() {
            if !entry.value.get_ref().is_table() {
                bad.push((index, entry.file, Some(entry.value.span()), format!("`{key}` must be a table")));
                continue;
            }
            match T::deserialize(ValueDeserializer::from(entry.value.clone())) {
                Ok(value) => good.push(value),
                Err(error) => {
                    let span = error.span().unwrap_or_else(|| entry.value.span());
                    bad.push((index, entry.file, Some(span), error.message().to_owned()));
                }
            }
        }
        for (index, file, span, message) in bad {
            self.problem(file, span, &format!("{key}[{index}]"), &message);
        }
        good
    }

    /// Gives a finding the place of its path, or of the nearest part of the path that was written down.
    pub(super) fn locate(&self, finding: Finding) -> Problem {
        let Finding { path, message } = finding;
        let mut steps = path.split(['.', '[']).map(|step| step.trim_end_matches(']'));
        let entries = steps.next().and_then(|key| self.entries.get(key)).map_or(&[][..], Vec::as_slice);
        // A table that stands once has no index in its path.
        let mut rest = steps.clone();
        let index = rest.next().and_then(|step| step.parse::<usize>().ok());
        if index.is_some() {
            steps = rest;
        }
        let Some(entry) = entries.get(index.unwrap_or(0)) else {
            return Problem { path, ..Problem::nowhere(message) };
        };
        let mut place = &entry.value;
        for step in steps {
            let below = match step.parse::<usize>() {
                Ok(index) => place.get_ref().get(index),
                Err(_) => place.get_ref().get(step),
            };
            match below {
                Some(value) => place = value,
                None => break,
            }
        }
        let (name, text) = self.files.get(entry.file).map_or(("", ""), |(name, text)| (name, text));
        Problem::at(name, text, place.span().start, path, message)
    }
}
