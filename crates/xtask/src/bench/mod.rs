//! `cargo xtask bench`: how fast the built server is, each figure beside its limit in the same run.
//!
//! The limit is the same statements without a server around them: `pgbench` on PostgreSQL, a bare loop of prepared
//! statements on SQLite. Figures are medians of paired, interleaved runs, because machines are noisy.

mod case;
#[cfg(not(feature = "bench"))]
mod launch;
#[cfg(feature = "bench")]
mod measure;
mod options;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use options::Options;

/// Runs the measurements; fails when something could not be run, not when a figure is low.
#[cfg(feature = "bench")]
pub(crate) fn run(_root: &Path, words: &[&str]) -> Result<ExitCode> {
    measure::run(&Options::parse(words)?)
}

/// As above, in a build that can.
#[cfg(not(feature = "bench"))]
pub(crate) fn run(root: &Path, words: &[&str]) -> Result<ExitCode> {
    launch::launch(root, &Options::parse(words)?, words)
}

#[cfg(test)]
mod tests;
