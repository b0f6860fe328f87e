use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Runs SQL on a PostgreSQL database.
#[derive(Debug, Clone)]
pub(super) struct Psql {
    program: PathBuf,
    url: String,
}

impl Psql {
    pub(super) fn new(program: PathBuf, url: &str) -> Self {
        Self { program, url: url.to_owned() }
    }

    /// Runs a script; answers its rows, columns parted by tabs. Stops at the first error.
    pub(super) fn run(&self, script: &str) -> Result<String> {
        let mut command = Command::new(&self.program);
        command.args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--field-separator=\t"]);
        command.args(["--set=ON_ERROR_STOP=1", "--dbname", &self.url]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot run {}", self.program.display()))?;
        let mut input = child.stdin.take().context("psql has no input")?;
        // From a thread of its own: psql may answer before it has read everything.
        let output = std::thread::scope(|scope| {
            scope.spawn(move || input.write_all(script.as_bytes()));
            child.wait_with_output()
        })?;
        ensure!(output.status.success(), "psql failed:\n{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).context("psql answered something else than text")
    }
}
