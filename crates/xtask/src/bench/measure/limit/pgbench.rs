//! The limit on PostgreSQL.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use tempfile::NamedTempFile;

use super::pool;
use super::script::{self, Script};
use crate::bench::measure::database::Database;
use crate::bench::measure::processor::{Meter, Whose};
use crate::bench::measure::psql::Psql;
use crate::bench::measure::recording::Statement;
use crate::bench::measure::rounds::{Sample, Side};
use crate::bench::measure::setup::Setup;

/// Before the time is taken: connections are made and statements prepared.
const WARM_UP_SECONDS: u64 = 1;
const THREADS: &str = "2";

/// Texts that must be unique are counted up from here; each run takes the next range.
const TEXT_BASE: u64 = 1_000_000_000_000;
const TEXTS_PER_RUN: u64 = 1_000_000_000;

/// For so many operations a second there are ids at first; when they run out, the run is made again with twice as many.
const OPERATIONS_PER_SECOND: usize = 10_000;
const ATTEMPTS: usize = 4;
/// What pgbench says when they have run out.
const RAN_OUT: &str = "expected one row, got 0";

/// `pgbench` with the statements of an operation.
#[derive(Debug)]
pub(crate) struct Pgbench {
    program: PathBuf,
    url: String,
    psql: Psql,
    script: Script,
    file: NamedTempFile,
    tickets: Vec<String>,
    seconds: u64,
    runs: u64,
    operations_per_second: usize,
    cluster: Option<u32>,
}

impl Pgbench {
    /// For a database; `tickets` are those that the statements are about.
    pub(crate) fn new(
        setup: &Setup,
        database: &Database,
        statements: &[Statement],
        tickets: Vec<String>,
        seconds: u64,
    ) -> Result<Self> {
        let script = script::write(statements)?;
        let file = tempfile::Builder::new().suffix(".sql").tempfile_in(setup.folder())?;
        std::fs::write(file.path(), &script.text)?;
        let (program, url, psql) = (setup.pgbench(), database.url.clone(), setup.psql(database));
        let cluster = setup.cluster_of(database);
        Ok(Self {
            program,
            url,
            psql,
            script,
            file,
            tickets,
            seconds,
            runs: 0,
            operations_per_second: OPERATIONS_PER_SECOND,
            cluster,
        })
    }
}

/// How a run of pgbench ended.
enum Attempt {
    Measured(Sample),
    /// With what it said.
    Failed(String),
}

impl Pgbench {
    fn attempt(&mut self, clients: usize) -> Result<Attempt> {
        self.runs += 1;
        let seconds = WARM_UP_SECONDS + self.seconds;
        let operations = self.operations_per_second * usize::try_from(seconds)?;
        let rows = pool::rows(&self.script, &self.tickets, clients, operations);
        if self.script.operations > 1 {
            self.psql.run(&pool::fill(&self.script, &self.tickets, clients, rows))?;
        }
        let mut command = Command::new(&self.program);
        command.args(["--no-vacuum", "--protocol=prepared", "--progress=1", "--jobs", THREADS]);
        command.args(["--client", &clients.to_string(), "--time", &seconds.to_string()]);
        command.arg("--file").arg(self.file.path());
        let base = TEXT_BASE + self.runs * TEXTS_PER_RUN;
        for (name, value) in [("n", 0), ("rows", u64::try_from(rows)?), ("base", base)] {
            command.arg(format!("--define={name}={value}"));
        }
        for (name, value) in &self.script.constants {
            command.arg(format!("--define={name}={value}"));
        }
        let meter = Meter::start(Whose::Ours, self.cluster);
        let output = command.arg(&self.url).stdin(Stdio::null()).output().context("cannot run pgbench")?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        if !output.status.success() {
            return Ok(Attempt::Failed(told));
        }
        let runs = transactions(&String::from_utf8_lossy(&output.stdout))?;
        let cost = meter.cost(runs * u64::try_from(self.script.operations)?);
        #[expect(clippy::cast_precision_loss, reason = "a small count")]
        let rate = rate(&told)? * self.script.operations as f64;
        Ok(Attempt::Measured(Sample { rate, latency: None, cost }))
    }
}

impl Side for Pgbench {
    fn name(&self) -> &'static str {
        "pgbench"
    }

    fn run(&mut self, clients: usize) -> Result<Sample> {
        let mut progress = String::new();
        for _ in 0..ATTEMPTS {
            match self.attempt(clients)? {
                Attempt::Measured(sample) => return Ok(sample),
                Attempt::Failed(told) if told.contains(RAN_OUT) => progress = told,
                Attempt::Failed(told) => bail!("pgbench failed:\n{told}"),
            }
            self.operations_per_second *= 2;
        }
        bail!("there were never enough ids:\n{progress}")
    }
}

/// How often the script was run, the first second included.
fn transactions(summary: &str) -> Result<u64> {
    let line = summary.lines().find_map(|line| line.strip_prefix("number of transactions actually processed: "));
    let count = line.and_then(|rest| rest.split('/').next()).and_then(|count| count.trim().parse().ok());
    count.with_context(|| format!("pgbench tells no count:\n{summary}"))
}

/// The mean of the seconds after the first, from lines like `progress: 2.0 s, 812.5 tps, lat …`.
pub(super) fn rate(progress: &str) -> Result<f64> {
    let (mut before, mut seconds, mut transactions) = (0.0, 0.0, 0.0);
    for line in progress.lines() {
        let Some((at, rest)) = line.strip_prefix("progress: ").and_then(|line| line.split_once(" s, ")) else {
            continue;
        };
        let rate: f64 = rest.split_once(" tps").context("pgbench tells no rate")?.0.parse()?;
        let at: f64 = at.parse()?;
        if before > 0.0 {
            seconds += at - before;
            transactions += rate * (at - before);
        }
        before = at;
    }
    ensure!(seconds > 0.0, "pgbench told no progress:\n{progress}");
    Ok(transactions / seconds)
}
