//! Writes the statements of an operation as a script for `pgbench`.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use crate::bench::measure::recording::{Argument, Statement};

/// The table in which ids are looked up.
pub(super) const POOL: &str = "limit_ids";

/// Operations for which ids are looked up at once. `pgbench` counts the script as one transaction.
pub(super) const OPERATIONS_PER_LOOK_UP: usize = 8;

/// A script, and the variables it wants.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) text: String,
    /// Name and value.
    pub(super) constants: Vec<(String, String)>,
    /// Operations in one run of the script.
    pub(super) operations: usize,
    /// Fresh ids in one operation.
    pub(super) ids: usize,
    /// Whether it is about tickets that are there.
    pub(super) ticket: bool,
}

/// The name of a fresh id of one of the operations, as a variable and a column.
pub(super) fn id_name(operation: usize, number: usize) -> String {
    format!("f{operation}_{number}")
}

/// The name of the ticket of one of the operations.
pub(super) fn ticket_name(operation: usize) -> String {
    format!("t{operation}")
}

/// The names that are looked up for all operations of a script.
pub(super) fn columns(script: &Script) -> Vec<String> {
    let of = |operation| {
        let ticket = script.ticket.then(|| ticket_name(operation));
        ticket.into_iter().chain((0..script.ids).map(move |number| id_name(operation, number)))
    };
    (0..script.operations).flat_map(of).collect()
}

/// Writes the script.
pub(super) fn write(statements: &[Statement]) -> Result<Script> {
    let arguments = || statements.iter().flat_map(|statement| &statement.arguments);
    let ids = arguments().filter_map(|argument| match argument {
        Argument::FreshId(number) => Some(number + 1),
        _ => None,
    });
    let ids = ids.max().unwrap_or(0);
    let ticket = arguments().any(|argument| *argument == Argument::Ticket);
    let operations = if ids > 0 || ticket { OPERATIONS_PER_LOOK_UP } else { 1 };
    let mut script = Script { text: String::new(), constants: Vec::new(), operations, ids, ticket };
    if operations > 1 {
        let columns = columns(&script).join(", ");
        // Ids run out; tickets are taken again.
        let next = if ids > 0 { ":n + 1" } else { "(:n + 1) % :rows" };
        script.text.push_str(&format!(
            "SELECT {columns} FROM {POOL} WHERE client = :client_id AND n = :n \\gset\n\\set n {next}\n"
        ));
    }
    let mut names = BTreeMap::new();
    for operation in 0..operations {
        for statement in statements {
            operation_step(&mut script.text, statement, operation, &mut names)?;
        }
    }
    script.constants = names.into_iter().map(|(value, name)| (name, value)).collect();
    Ok(script)
}

fn operation_step(
    text: &mut String,
    statement: &Statement,
    operation: usize,
    names: &mut BTreeMap<String, String>,
) -> Result<()> {
    let mut values = Vec::new();
    for argument in &statement.arguments {
        values.push(match argument {
            Argument::Null => "NULL".to_owned(),
            Argument::Constant(value) => {
                let next = names.len();
                format!(":{}", names.entry(value.clone()).or_insert_with(|| format!("c{next}")))
            }
            Argument::FreshId(number) => format!(":{}", id_name(operation, *number)),
            Argument::Ticket => format!(":{}", ticket_name(operation)),
            Argument::FreshText => {
                text.push_str(&format!(
                    "\\set text :base + (:n * {OPERATIONS_PER_LOOK_UP} + {operation}) * 100 + :client_id\n"
                ));
                ":text".to_owned()
            }
            Argument::Version(0) => ":version".to_owned(),
            Argument::Version(more) => {
                text.push_str(&format!("\\set version_{more} :version + {more}\n"));
                format!(":version_{more}")
            }
        });
    }
    text.push_str(&replace_placeholders(&statement.sql, |number| {
        values.get(number.wrapping_sub(1)).cloned().with_context(|| format!("no ${number} in {}", statement.sql))
    })?);
    text.push_str(if statement.reads_version() { " \\gset\n" } else { ";\n" });
    Ok(())
}

/// Puts something else in the place of `$1`, `$2` and so on.
pub(super) fn replace_placeholders(sql: &str, with: impl Fn(usize) -> Result<String>) -> Result<String> {
    let mut pieces = sql.split('$');
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|character: char| character.is_ascii_digit()).len();
        let (number, rest) = piece.split_at(digits);
        text.push_str(&with(number.parse().context("a `$` without a number")?)?);
        text.push_str(rest);
    }
    Ok(text)
}
