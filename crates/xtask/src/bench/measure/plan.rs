//! Whether a query follows its index, or reads everything.

use anyhow::{Result, ensure};
use rusqlite::Connection;

use super::database::{Database, Place};
use super::limit::{Source, translate};
use super::recording::{Argument, Statement};
use super::setup::Setup;

/// The index that gives a queue its order.
const INDEX: &str = "tickets_stage";

/// What the engine means to do for the first query of a recording.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) text: String,
    pub(super) follows_index: bool,
}

/// Asks the engine.
pub(super) fn of(setup: &Setup, database: &Database, statements: &[Statement]) -> Result<Plan> {
    let query = statements.iter().find(|statement| !statement.is_bracket());
    ensure!(query.is_some(), "there is no query in the recording");
    let Some(query) = query else { return Ok(Plan { text: String::new(), follows_index: false }) };
    let (text, scan) = match &database.place {
        Place::Postgres { .. } => (postgres(setup, database, query)?, "Seq Scan"),
        Place::Sqlite { file } => (sqlite(&Connection::open(file)?, query)?, "SCAN"),
    };
    let follows_index = text.contains(INDEX) && !text.contains(scan);
    Ok(Plan { text, follows_index })
}

/// As a prepared statement comes to be planned: after so many runs PostgreSQL decides whether one plan does for all.
const RUNS: usize = 6;

fn postgres(setup: &Setup, database: &Database, query: &Statement) -> Result<String> {
    let values: Vec<String> = query.arguments.iter().map(literal).collect();
    let execute = format!("EXECUTE q({});", values.join(", "));
    let runs = execute.repeat(RUNS);
    setup
        .psql(database)
        .run(&format!("PREPARE q AS {};\n\\o /dev/null\n{runs}\n\\o\nEXPLAIN (COSTS OFF) {execute}", query.sql))
}

fn literal(argument: &Argument) -> String {
    match argument {
        Argument::Constant(value) => format!("'{}'", value.replace('\'', "''")),
        _ => "NULL".to_owned(),
    }
}

fn sqlite(connection: &Connection, query: &Statement) -> Result<String> {
    let step = translate(query)?;
    let mut prepared = connection.prepare(&format!("EXPLAIN QUERY PLAN {}", step.sql))?;
    for (place, source) in step.arguments.iter().enumerate() {
        if let Source::Fixed(value) = source {
            prepared.raw_bind_parameter(place + 1, value)?;
        }
    }
    let mut lines = String::new();
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next()? {
        lines.push_str(&row.get::<_, String>("detail")?);
        lines.push('\n');
    }
    Ok(lines)
}
