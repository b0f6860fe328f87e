//! From the records of a file to requests that may be replayed. Every row that may not is reported with its line and
//! the reason; nothing has been written by then.

use std::collections::HashMap;

use anyhow::{Context as _, bail};
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use csv::ByteRecord;
use serde::Serialize;

use super::input::Record;
use super::known::{self, Codes};
use super::mapping::Mapping;
use super::moment::LocalTimes;

/// The longest external id, in characters.
const EXTERNAL_ID_CHARS_MAX: usize = 64;
/// Longer texts of a file are cut.
const TOPIC_CHARS_MAX: usize = 120;
const DESCRIPTION_CHARS_MAX: usize = 1_000;
const ADDRESS_CHARS_MAX: usize = 200;

/// A request that may be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line it begins on.
    pub(crate) line: u64,
    /// Its name in the system it comes from.
    pub(crate) external_id: String,
    /// When it was opened.
    pub(crate) opened: Timestamp,
    /// What was promised.
    pub(crate) target: Option<Timestamp>,
    /// When it was closed.
    pub(crate) closed: Option<Timestamp>,
    /// Whether it was on time, as the data says.
    pub(crate) on_time: Option<bool>,
    /// Its codes in the bundle.
    pub(crate) codes: Codes,
    /// One line.
    pub(crate) topic: String,
    /// In full.
    pub(crate) description: String,
    /// The place.
    pub(crate) address: Option<String>,
}

/// A row that may not be replayed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Rejected {
    /// The line it begins on.
    pub(crate) line: u64,
    /// Why.
    pub(crate) reason: String,
}

/// What is in a file.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The requests.
    pub(crate) rows: Vec<Row>,
    /// The rows that may not be replayed.
    pub(crate) rejected: Vec<Rejected>,
}

/// Reads the records of a file.
///
/// # Errors
/// When the header lacks a column that the mapping names.
pub(super) fn read(records: &[Record], mapping: &Mapping, policy: &Policy) -> anyhow::Result<Sheet> {
    let Some((header, body)) = records.split_first() else { bail!("the file is empty: not even a header") };
    let reader = Reader {
        columns: columns(&header.fields, mapping)?,
        width: header.fields.len(),
        times: LocalTimes { zone: mapping.zone()?, format: mapping.date_format.clone() },
        mapping,
        policy,
    };
    let (mut rows, mut rejected) = (Vec::<Row>::new(), Vec::new());
    let mut lines = HashMap::<String, u64>::new();
    for record in body {
        let row = reader.row(record).and_then(|row| match lines.get(&row.external_id) {
            Some(line) => Err(format!("the id `{}` is on line {line} already", row.external_id)),
            None => Ok(row),
        });
        match row {
            Ok(row) => {
                lines.insert(row.external_id.clone(), row.line);
                rows.push(row);
            }
            Err(reason) => rejected.push(Rejected { line: record.line, reason }),
        }
    }
    Ok(Sheet { rows, rejected })
}

/// Where each column stands that the mapping needs.
fn columns<'a>(header: &'a ByteRecord, mapping: &Mapping) -> anyhow::Result<HashMap<&'a str, usize>> {
    let mut found = HashMap::new();
    let mut twice = Vec::new();
    for (place, name) in header.iter().enumerate() {
        let name =
            std::str::from_utf8(name).with_context(|| format!("the name of column {} is not UTF-8", place + 1))?;
        if found.insert(name.trim(), place).is_some() {
            twice.push(name.trim());
        }
    }
    for (place, name) in mapping.columns_needed() {
        if !found.contains_key(name) {
            bail!("the file has no column `{name}`, which `{place}` of the mapping names");
        }
        if twice.contains(&name) {
            bail!("the file has two columns `{name}`, which `{place}` of the mapping names");
        }
    }
    Ok(found)
}

struct Reader<'a> {
    columns: HashMap<&'a str, usize>,
    width: usize,
    times: LocalTimes,
    mapping: &'a Mapping,
    policy: &'a Policy,
}

impl Reader<'_> {
    fn row(&self, record: &Record) -> Result<Row, String> {
        let fields = self.fields(record)?;
        let value = |column: &str| {
            let place = self.columns.get(column).copied().unwrap_or(usize::MAX);
            fields.get(place).copied().unwrap_or_default()
        };
        let columns = &self.mapping.columns;
        let external_id = external_id(value(&columns.external_id), &columns.external_id)?;
        let opened = self
            .time(value(&columns.opened), &columns.opened, None)?
            .ok_or_else(|| format!("column {}: the time is missing", columns.opened))?;
        let target = self.after_opening(columns.target.as_deref(), value, opened)?;
        let closed = self.after_opening(columns.closed.as_deref(), value, opened)?;
        let texts = &self.mapping.texts;
        let address = texts.address.as_ref().map(|template| template.text(value, ADDRESS_CHARS_MAX));
        let required = |text: String| if text.is_empty() { external_id.clone() } else { text };
        Ok(Row {
            line: record.line,
            opened,
            target,
            closed,
            on_time: self.on_time(value)?,
            codes: known::codes(self.mapping, self.policy, value)?,
            topic: required(texts.topic.text(value, TOPIC_CHARS_MAX)),
            description: required(texts.description.text(value, DESCRIPTION_CHARS_MAX)),
            address: address.filter(|text| !text.is_empty()),
            external_id,
        })
    }

    /// The fields of a record as text, when it is whole.
    fn fields<'r>(&self, record: &'r Record) -> Result<Vec<&'r str>, String> {
        if record.unclosed {
            return Err("a quote is opened here and never closed: the rest of the file is inside it".to_owned());
        }
        if record.fields.len() != self.width {
            return Err(format!("{} columns where the header has {}", record.fields.len(), self.width));
        }
        let text = |(place, bytes): (usize, &'r [u8])| {
            std::str::from_utf8(bytes).map_err(|error| {
                let name = self.columns.iter().find(|(_, at)| **at == place).map_or("", |(name, _)| name);
                format!("column {} ({name}) is not UTF-8 from its byte {}", place + 1, error.valid_up_to() + 1)
            })
        };
        record.fields.iter().enumerate().map(text).collect()
    }

    fn time(&self, text: &str, column: &str, opened: Option<Timestamp>) -> Result<Option<Timestamp>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        self.times.moment(text, opened).map(Some).map_err(|why| format!("column {column}: {why}"))
    }

    fn after_opening<'v>(
        &self,
        column: Option<&str>,
        value: impl Fn(&str) -> &'v str,
        opened: Timestamp,
    ) -> Result<Option<Timestamp>, String> {
        let Some(column) = column else { return Ok(None) };
        let moment = self.time(value(column), column, Some(opened))?;
        match moment {
            Some(moment) if moment < opened => {
                let (early, late) = (value(column).trim(), value(&self.mapping.columns.opened).trim());
                Err(format!("column {column}: {early} lies before the opening at {late}"))
            }
            _ => Ok(moment),
        }
    }

    fn on_time<'v>(&self, value: impl Fn(&str) -> &'v str) -> Result<Option<bool>, String> {
        let Some(flag) = &self.mapping.on_time else { return Ok(None) };
        match value(&flag.column).trim() {
            "" => Ok(None),
            text if text == flag.yes => Ok(Some(true)),
            text if text == flag.no => Ok(Some(false)),
            other => Err(format!("column {}: `{other}` is neither {} nor {}", flag.column, flag.yes, flag.no)),
        }
    }
}

fn external_id(text: &str, column: &str) -> Result<String, String> {
    let text = text.trim();
    let length = text.chars().count();
    if length == 0 {
        return Err(format!("column {column}: the id is missing"));
    }
    if length > EXTERNAL_ID_CHARS_MAX || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!("column {column}: an id has 1 to {EXTERNAL_ID_CHARS_MAX} visible ASCII characters"));
    }
    Ok(text.to_owned())
}
