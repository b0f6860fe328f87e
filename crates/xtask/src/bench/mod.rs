//! `cargo xtask bench`: how fast the built server is, each figure beside its limit in the same run.
//!
//! The limit is the same statements without a server around them: `pgbench` on PostgreSQL, a bare loop of prepared
//! statements on SQLite. Figures are medians of paired, interleaved runs, because machines are noisy.

mod case;
mod clock_options;
#[cfg(not(feature = "bench"))]
mod launch;
#[cfg(feature = "bench")]
mod measure;
mod options;
mod report_options;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use clock_options::ClockOptions;
use options::Options;
use report_options::ReportOptions;

/// The word behind `bench` that asks for the measurement of clocks.
const CLOCKS: &str = "clocks";
/// The word behind `bench` that asks for the measurement of figures and reports.
const REPORTS: &str = "reports";

/// Runs the measurements; fails when something could not be run, not when a figure is low.
#[cfg(feature = "bench")]
pub(crate) fn run(_root: &Path, words: &[&str]) -> Result<ExitCode> {
    match words {
        [CLOCKS, rest @ ..] => measure::run_clocks(&ClockOptions::parse(rest)?),
        [REPORTS, rest @ ..] => measure::run_reports(&ReportOptions::parse(rest)?),
        words => measure::run(&Options::parse(words)?),
    }
}

/// As above, in a build that can.
#[cfg(not(feature = "bench"))]
pub(crate) fn run(root: &Path, words: &[&str]) -> Result<ExitCode> {
    let follows = match words {
        [CLOCKS, rest @ ..] => {
            ClockOptions::parse(rest).map(|options| format!("{} clocks are armed", options.armed))?
        }
        [REPORTS, rest @ ..] => {
            ReportOptions::parse(rest).map(|options| format!("{} tickets are counted", options.tickets))?
        }
        words => {
            let options = Options::parse(words)?;
            format!("{} measurements of {} s follow", options.runs(), options.seconds)
        }
    };
    launch::launch(root, &follows, words)
}

#[cfg(test)]
mod tests;
