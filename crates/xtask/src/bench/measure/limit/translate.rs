//! From what PostgreSQL was sent to what SQLite is sent.

use anyhow::{Context, Result, ensure};
use rusqlite::types::Value;

use super::script::replace_placeholders;
use crate::bench::measure::recording::{Argument, Statement};

/// A statement for SQLite.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    pub(crate) sql: String,
    pub(crate) arguments: Vec<Source>,
    pub(super) reads_version: bool,
    pub(super) writes: bool,
}

/// Where an argument comes from.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    Fixed(Value),
    FreshId(usize),
    Ticket,
    FreshText,
    Version(i64),
}

/// Words that SQLite does not know; a statement with one of them needs a translation that is not written yet.
const FOREIGN: [&str; 4] = ["ANY(", "DEFAULT", "SKIP LOCKED", "::"];

/// Translates a statement.
pub(crate) fn translate(statement: &Statement) -> Result<Step> {
    let sql = if statement.sql.contains("READ ONLY") {
        "BEGIN".to_owned()
    } else if statement.sql.starts_with("BEGIN") {
        "BEGIN IMMEDIATE".to_owned()
    } else {
        // One writer at a time: there is nobody to lock out.
        let sql = statement.sql.replace(" FOR UPDATE", "");
        replace_placeholders(&sql, |number| Ok(format!("?{number}")))?
    };
    for word in FOREIGN {
        ensure!(!sql.contains(word), "SQLite does not know `{word}` in\n{sql}");
    }
    let arguments = statement.arguments.iter().zip(&statement.types).map(|(argument, kind)| source(argument, kind));
    let writes = !statement.is_bracket() && !sql.starts_with("SELECT");
    Ok(Step { arguments: arguments.collect::<Result<_>>()?, reads_version: statement.reads_version(), writes, sql })
}

fn source(argument: &Argument, kind: &str) -> Result<Source> {
    Ok(match argument {
        Argument::Null => Source::Fixed(Value::Null),
        Argument::Constant(text) => Source::Fixed(value(text, kind)?),
        Argument::FreshId(number) => Source::FreshId(*number),
        Argument::Ticket => Source::Ticket,
        Argument::FreshText => Source::FreshText,
        Argument::Version(more) => Source::Version(*more),
    })
}

/// A value as SQLite keeps it.
fn value(text: &str, kind: &str) -> Result<Value> {
    Ok(match kind {
        "uuid" => Value::Blob(id(text)?.to_vec()),
        "smallint" | "integer" | "bigint" => Value::Integer(text.parse()?),
        "boolean" => Value::Integer(i64::from(text == "t" || text == "true")),
        "timestamp with time zone" => {
            let instant: jiff::Timestamp = text.parse().with_context(|| format!("`{text}` is no instant"))?;
            Value::Integer(instant.as_microsecond())
        }
        // PostgreSQL shows documents with spaces; the server writes them without.
        "jsonb" => Value::Text(serde_json::from_str::<serde_json::Value>(text)?.to_string()),
        _ => Value::Text(text.to_owned()),
    })
}

/// The bytes of an id.
pub(super) fn id(text: &str) -> Result<[u8; 16]> {
    let digits = text.replace('-', "");
    let number = u128::from_str_radix(&digits, 16).with_context(|| format!("`{text}` is no id"))?;
    Ok(number.to_be_bytes())
}
