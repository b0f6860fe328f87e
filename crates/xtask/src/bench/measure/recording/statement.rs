//! A statement of a request, with what its values are made of from one time to the next.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context, Result, bail, ensure};

use super::log::Executed;

/// A statement, and what to run it with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) arguments: Vec<Argument>,
    /// The types of the arguments, as PostgreSQL names them.
    pub(crate) types: Vec<String>,
    /// Whether the server prepares it anew each time, which the limit never does.
    pub(crate) unprepared: bool,
}

/// What an argument is, the next time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Argument {
    Null,
    /// The same again, in the text of PostgreSQL.
    Constant(String),
    /// An id that was never used; equal numbers are equal ids within one request.
    FreshId(usize),
    /// The id of the ticket the request is about.
    Ticket,
    /// A text that was never used.
    FreshText,
    /// The version that was read, and so many more.
    Version(i64),
}

impl Statement {
    /// Whether the version is read here that others count up.
    pub(crate) fn reads_version(&self) -> bool {
        self.sql.starts_with("SELECT") && self.sql.contains("\"version\"") && self.sql.contains("FOR UPDATE")
    }

    /// Whether it begins or ends a transaction.
    pub(crate) fn is_bracket(&self) -> bool {
        is_begin(&self.sql) || is_end(&self.sql)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sql)?;
        if self.unprepared {
            formatter.write_str("\n    prepared anew each time by the server")?;
        }
        let arguments = self.arguments.iter().zip(&self.types).enumerate();
        for (place, (argument, kind)) in arguments {
            write!(formatter, "\n    ${} {kind}: {argument:?}", place + 1)?;
        }
        Ok(())
    }
}

pub(super) fn is_begin(sql: &str) -> bool {
    sql.starts_with("BEGIN")
}

pub(super) fn is_end(sql: &str) -> bool {
    sql == "COMMIT" || sql == "ROLLBACK"
}

/// A request that was recorded: its statements, and the ticket it was about, if any.
#[derive(Debug, Clone)]
pub(super) struct Recorded {
    pub(super) statements: Vec<Executed>,
    pub(super) ticket: String,
}

/// Compares two recordings of the same request about different tickets: what differs must be new each time. `types`
/// are those of the arguments of each statement.
pub(super) fn generalise(one: &Recorded, other: &Recorded, types: &[Vec<String>]) -> Result<Vec<Statement>> {
    let mut ids = BTreeMap::new();
    let base = lowest_version(one, other, types);
    let triples = one.statements.iter().zip(&other.statements).zip(types);
    let statements = triples.map(|((left, right), types)| {
        ensure!(left.sql == right.sql, "two recordings differ:\n{}\n{}", left.sql, right.sql);
        ensure!(left.arguments.len() == types.len(), "not all arguments are known of\n{}", left.sql);
        let mut arguments = Vec::new();
        for ((value, again), kind) in left.arguments.iter().zip(&right.arguments).zip(types) {
            arguments.push(match (value, again) {
                (None, _) => Argument::Null,
                (Some(value), _) if !one.ticket.is_empty() && *value == one.ticket => Argument::Ticket,
                (Some(value), Some(again)) if value == again => Argument::Constant(value.clone()),
                (Some(value), _) => fresh(value, kind, base, &mut ids)?,
            });
        }
        Ok(Statement { sql: left.sql.clone(), arguments, types: types.clone(), unprepared: left.unprepared })
    });
    statements.collect()
}

fn fresh(value: &str, kind: &str, base: Option<i64>, ids: &mut BTreeMap<String, usize>) -> Result<Argument> {
    Ok(match kind {
        "uuid" => {
            let next = ids.len();
            Argument::FreshId(*ids.entry(value.to_owned()).or_insert(next))
        }
        // An id of the request; nothing asks that it be unique.
        "text" if value.len() == 36 => Argument::Constant(value.to_owned()),
        "text" => Argument::FreshText,
        _ if is_integer(kind) => Argument::Version(value.parse::<i64>()? - base.context("no version to count from")?),
        "jsonb" | "timestamp with time zone" => Argument::Constant(value.to_owned()),
        other => bail!("an argument of type {other} changes from one request to the next"),
    })
}

/// The lowest of the integers that change: the version that was read.
fn lowest_version(one: &Recorded, other: &Recorded, types: &[Vec<String>]) -> Option<i64> {
    let pairs = one.statements.iter().zip(&other.statements).zip(types);
    let arguments = pairs.flat_map(|((left, right), types)| left.arguments.iter().zip(&right.arguments).zip(types));
    arguments
        .filter(|((value, again), kind)| value != again && is_integer(kind))
        .filter_map(|((value, _), _)| value.as_ref()?.parse().ok())
        .min()
}

pub(crate) fn is_integer(kind: &str) -> bool {
    matches!(kind, "smallint" | "integer" | "bigint")
}
