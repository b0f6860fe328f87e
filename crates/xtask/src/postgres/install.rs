use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};

use super::account::is_root;

const PACKAGE: &str = "postgresql";

/// Debian's package creates and starts a cluster of its own unless told otherwise here.
const NO_CLUSTER_FOLDER: &str = "/etc/postgresql-common/createcluster.d";
const NO_CLUSTER_FILE: &str = "bihuan-no-cluster.conf";

/// Installs the distribution's server as root, else says how.
pub(crate) fn install() -> Result<()> {
    let has_apt = Command::new("apt-get").arg("--version").output().is_ok_and(|output| output.status.success());
    if !(has_apt && is_root()?) {
        bail!(
            "the tests need the PostgreSQL server programs (initdb, postgres, pg_ctl) and found none.\n\
             Install them, no running server is needed:\n  \
             Debian, Ubuntu: sudo apt-get install {PACKAGE}\n  \
             Fedora: sudo dnf install postgresql-server\n  \
             macOS: brew install postgresql\n\
             or put their folder on PATH."
        );
    }
    eprintln!("xtask: PostgreSQL is missing; installing the package `{PACKAGE}`");
    let folder = Path::new(NO_CLUSTER_FOLDER);
    let file = folder.join(NO_CLUSTER_FILE);
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    fs::write(&file, "create_main_cluster = false\n").with_context(|| file.display().to_string())?;
    let outcome = apt(&["update", "--quiet"])
        .and_then(|()| apt(&["install", "--yes", "--quiet", "--no-install-recommends", PACKAGE]));
    // The wish was for this installation alone.
    fs::remove_file(&file).with_context(|| file.display().to_string())?;
    outcome
}

fn apt(arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    let status = command.status().context("cannot run apt-get")?;
    ensure!(status.success(), "`apt-get {}` failed", arguments.join(" "));
    Ok(())
}
