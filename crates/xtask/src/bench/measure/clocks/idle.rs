//! What it costs to look whether something is due, when nothing is.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rusqlite::Connection;

use crate::bench::measure::database::{Database, Place};
use crate::bench::measure::setup::Setup;

/// What a server asks each second.
const LOOK: &str = "SELECT due_at FROM wakes ORDER BY due_at LIMIT 1";
const SECONDS: u64 = 3;

/// Milliseconds of one look, round trip included.
pub(super) fn look_millis(setup: &Setup, database: &Database) -> Result<f64> {
    match &database.place {
        Place::Postgres { .. } => {
            let script = setup.folder().join("look.sql");
            std::fs::write(&script, format!("{LOOK};\n"))?;
            let mut command = Command::new(setup.pgbench());
            command.args(["--no-vacuum", "--protocol=prepared", "--client=1", &format!("--time={SECONDS}")]);
            command.arg(format!("--file={}", script.display())).arg(&database.url).stdin(Stdio::null());
            let output = command.output().context("cannot run pgbench")?;
            let text = String::from_utf8_lossy(&output.stdout);
            ensure!(output.status.success(), "pgbench failed:\n{}", String::from_utf8_lossy(&output.stderr));
            let latency = text.lines().find_map(|line| line.strip_prefix("latency average = ")?.strip_suffix(" ms"));
            Ok(latency.with_context(|| format!("pgbench tells no latency:\n{text}"))?.parse()?)
        }
        Place::Sqlite { file } => {
            let connection = Connection::open(file)?;
            let mut look = connection.prepare(LOOK)?;
            let (begin, mut looks) = (Instant::now(), 0_u32);
            while begin.elapsed() < Duration::from_secs(SECONDS) {
                look.query_row([], |row| row.get::<_, i64>(0))?;
                looks += 1;
            }
            Ok(begin.elapsed().as_secs_f64() * 1e3 / f64::from(looks))
        }
    }
}
