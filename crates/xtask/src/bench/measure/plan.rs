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

/// As planned for any values: that is what a prepared statement comes to.
fn postgres(setup: &Setup, database: &Database, query: &Statement) -> Result<String> {
    let values: Vec<String> = query.arguments.iter().map(literal).collect();
    setup.psql(database).run(&format!(
        "SET plan_cache_mode = force_generic_plan; PREPARE q AS {}; EXPLAIN (COSTS OFF) EXECUTE q({});",
        query.sql,
        values.join(", ")
    ))
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
