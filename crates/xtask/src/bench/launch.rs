use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};

use crate::environment::cargo;

/// Optimised, quick to rebuild; see the workspace's manifest.
const PROFILE: &str = "bench-run";

/// Builds the server, and goes on in a build of this tool that can measure. The driver shares the processors with the
/// server, so it is optimised as well.
pub(super) fn launch(root: &Path, follows: &str, words: &[&str]) -> Result<ExitCode> {
    eprintln!("xtask: building the server; then {follows}");
    let mut build = Command::new(cargo());
    build.args(["build", "--profile", PROFILE, "-p", "bihuan-server"]).current_dir(root);
    ensure!(build.status().context("cannot start cargo")?.success(), "the server does not build");
    let mut measure = Command::new(cargo());
    measure.args(["run", "--quiet", "--profile", PROFILE, "-p", "xtask", "--features", "bench", "--", "bench"]);
    Err(measure.args(words).current_dir(root).exec()).context("cannot start cargo")
}
