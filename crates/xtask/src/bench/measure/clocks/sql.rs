use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::bench::measure::database::{Database, Place};
use crate::bench::measure::psql::Psql;
use crate::bench::measure::setup::Setup;

/// How long to wait for a server that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);
/// Pages of SQLite in memory while tickets are copied.
const CACHE: &str = "PRAGMA synchronous = OFF; PRAGMA cache_size = -524288; PRAGMA temp_store = MEMORY;";

/// SQL on a database of either engine, beside the server.
#[derive(Debug)]
pub(in crate::bench::measure) enum Sql {
    Postgres(Psql),
    Sqlite(PathBuf),
}

/// The same statement for both engines.
#[derive(Debug, Clone, Copy)]
pub(in crate::bench::measure) struct Both<'a> {
    pub(in crate::bench::measure) postgres: &'a str,
    pub(in crate::bench::measure) sqlite: &'a str,
}

impl Sql {
    pub(in crate::bench::measure) fn on(setup: &Setup, database: &Database) -> Self {
        match &database.place {
            Place::Postgres { .. } => Self::Postgres(setup.psql(database)),
            Place::Sqlite { file } => Self::Sqlite(file.clone()),
        }
    }

    /// Runs statements.
    pub(in crate::bench::measure) fn run(&self, statements: Both<'_>) -> Result<()> {
        match self {
            Self::Postgres(psql) => psql.run(statements.postgres).map(drop),
            Self::Sqlite(file) => {
                let connection = open(file)?;
                connection.execute_batch(CACHE)?;
                connection.execute_batch(statements.sqlite).with_context(|| statements.sqlite.to_owned())
            }
        }
    }

    /// The rows of a query, as text.
    pub(in crate::bench::measure) fn rows(&self, query: Both<'_>) -> Result<Vec<Vec<String>>> {
        match self {
            Self::Postgres(psql) => {
                let text = psql.run(query.postgres)?;
                Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
            }
            Self::Sqlite(file) => {
                let connection = open(file)?;
                let mut statement = connection.prepare(query.sqlite).with_context(|| query.sqlite.to_owned())?;
                let columns = statement.column_count();
                let mut rows = statement.raw_query();
                let mut found = Vec::new();
                while let Some(row) = rows.next()? {
                    found.push((0..columns).map(|at| Ok(text(row.get_ref(at)?))).collect::<Result<_>>()?);
                }
                Ok(found)
            }
        }
    }

    /// The numbers of a query that answers one row.
    pub(in crate::bench::measure) fn numbers(&self, query: Both<'_>) -> Result<Vec<f64>> {
        let rows = self.rows(query)?;
        let row = rows.first().context("a query answered nothing")?;
        row.iter().map(|cell| cell.parse().with_context(|| format!("`{cell}` is no number"))).collect()
    }
}

fn open(file: &PathBuf) -> Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    Ok(connection)
}

fn text(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
    }
}
