//! Rows that travel as arrays, said row by row.
//!
//! The server inserts several rows by one statement over arrays, one for each column. Ids within arrays could not be
//! replaced, and PostgreSQL could not tell their types by itself; as `VALUES` the same rows are one statement, too, which
//! the database runs at least as fast and SQLite understands.

use anyhow::{Context, Result, ensure};

use super::log::Executed;

const OVER_ARRAYS: &str = ") SELECT * FROM unnest(";

/// The statement with one list of values for each row; any other statement as it is.
pub(super) fn rows(executed: Executed) -> Result<Executed> {
    let Some((into, rest)) = executed.sql.split_once(OVER_ARRAYS) else {
        return Ok(executed);
    };
    let (_, conflict) = rest.split_once(')').context("an array has no end")?;
    let columns: Vec<_> = executed
        .arguments
        .iter()
        .map(|argument| elements(argument.as_deref().context("an array is missing")?))
        .collect::<Result<_>>()?;
    let count = columns.first().map_or(0, Vec::len);
    ensure!(columns.iter().all(|column| column.len() == count), "columns differ in length:\n{}", executed.sql);
    let arguments = (0..count).flat_map(|row| columns.iter().filter_map(move |column| column.get(row).cloned()));
    let values: Vec<_> = (0..count).map(|row| placeholders(row * columns.len(), columns.len())).collect();
    let sql = format!("{into}) VALUES {}{conflict}", values.join(", "));
    Ok(Executed { sql, arguments: arguments.collect(), ..executed })
}

/// `($3, $4)`, after two others.
fn placeholders(before: usize, count: usize) -> String {
    let names: Vec<_> = (1..=count).map(|place| format!("${}", before + place)).collect();
    format!("({})", names.join(", "))
}

/// Reads PostgreSQL's text of an array, such as `{1,NULL,"a \"b\""}`.
fn elements(array: &str) -> Result<Vec<Option<String>>> {
    let inner = array.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inner = inner.with_context(|| format!("`{array}` is no array"))?;
    let mut found = Vec::new();
    let (mut element, mut quoted, mut inside) = (String::new(), false, false);
    let mut characters = inner.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => element.extend(characters.next()),
            '"' => (quoted, inside) = (true, !inside),
            ',' if !inside => found.push(one(std::mem::take(&mut element), std::mem::take(&mut quoted))),
            other => element.push(other),
        }
    }
    if !inner.is_empty() {
        found.push(one(element, quoted));
    }
    Ok(found)
}

fn one(element: String, quoted: bool) -> Option<String> {
    (quoted || element != "NULL").then_some(element)
}
