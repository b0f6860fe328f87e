//! `cargo xtask test`: what must hold before a change is shared, in the order of how fast it fails.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::environment::cargo;
use crate::interrupt::Interrupt;
use crate::postgres::{Binaries, Cluster, Durability};

/// Tests read the address of the throw-away cluster here.
const URL_VARIABLE: &str = "BIHUAN_TEST_POSTGRES";
/// With this set a test that needs PostgreSQL fails where it would be skipped.
const REQUIRE_VARIABLE: &str = "BIHUAN_REQUIRE_POSTGRES";

/// All crates, with the part of this tool that measures: it is left out of ordinary builds only.
const EVERYTHING: &[&str] = &["--workspace", "--features", "xtask/bench"];
const CLIPPY: &[&str] =
    &["clippy", "--workspace", "--features", "xtask/bench", "--all-targets", "--", "-D", "warnings"];

/// What was asked on the command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    fast: bool,
    arguments: Vec<String>,
}

impl Options {
    pub(crate) fn parse(words: &[&str]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match *word {
                "--fast" => options.fast = true,
                "--" => options.arguments.extend(words.by_ref().map(|word| (*word).to_owned())),
                other => bail!("`{other}` is not understood; arguments for `cargo test` follow after `--`"),
            }
        }
        Ok(options)
    }

    fn test_arguments(&self) -> Vec<&str> {
        let chosen = |word: &String| word.starts_with("-p") || word.starts_with("--package");
        let all: &[&str] = if self.arguments.iter().any(chosen) { &[] } else { EVERYTHING };
        let mine = self.arguments.iter().map(String::as_str);
        std::iter::once("test").chain(all.iter().copied()).chain(mine).collect()
    }
}

/// Runs the steps; the exit code is that of the first that fails.
pub(crate) fn run(root: &Path, options: &Options) -> Result<ExitCode> {
    let interrupt = Interrupt::listen()?;
    // First, because it may have to install something: better to fail now than after the build.
    let binaries = Binaries::find_or_install()?;
    let mut skipped = Vec::new();
    if !options.fast {
        for step in
            [Step { tool: "fmt", arguments: &["fmt", "--all", "--check"] }, Step { tool: "clippy", arguments: CLIPPY }]
        {
            if !step.is_installed(root) {
                skipped.push(step.tool);
            } else if let Some(failure) = execute(root, step.arguments, None, &interrupt)? {
                return Ok(failure);
            }
        }
    }
    let cluster = Cluster::start(&binaries, Durability::Fast)?;
    let failure = execute(root, &options.test_arguments(), Some(cluster.url()), &interrupt)?;
    for tool in skipped {
        eprintln!("xtask: NOT CHECKED: cargo {tool} is not installed; see `rustup component add`");
    }
    Ok(failure.unwrap_or(ExitCode::SUCCESS))
}

/// A check by a component that a minimal toolchain lacks.
struct Step {
    tool: &'static str,
    arguments: &'static [&'static str],
}

impl Step {
    fn is_installed(&self, root: &Path) -> bool {
        let mut command = Command::new(cargo());
        command.args([self.tool, "--version"]).current_dir(root).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

/// Runs cargo; answers the exit code if it failed.
fn execute(root: &Path, arguments: &[&str], url: Option<&str>, interrupt: &Interrupt) -> Result<Option<ExitCode>> {
    eprintln!("xtask: cargo {}", arguments.join(" "));
    let mut command = Command::new(cargo());
    // A group of its own, so that an interrupt ends the test programs too and not cargo alone.
    command.args(arguments).current_dir(root).stdin(Stdio::null()).process_group(0);
    if let Some(url) = url {
        command.env(URL_VARIABLE, url).env(REQUIRE_VARIABLE, "1");
    }
    let mut child = command.spawn().context("cannot start cargo")?;
    let status = interrupt.wait_for(&mut child)?;
    if status.success() {
        return Ok(None);
    }
    eprintln!("xtask: failed: cargo {}", arguments.join(" "));
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(Some(code.map_or(ExitCode::FAILURE, ExitCode::from)))
}

#[cfg(test)]
mod tests;
