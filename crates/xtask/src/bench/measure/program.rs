use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Whoever sends the requests: an agent of the service centre, who may do all that is measured.
pub(super) const LOGIN: &str = "bench";
pub(super) const PASSWORD: &str = "a password for measurements";
const UNIT: &str = "centre";
const ROLE: &str = "agent";
const BUNDLE: &str = "95598";

/// Somebody who signs in with [`PASSWORD`].
#[derive(Debug, Clone, Copy)]
pub(super) struct User {
    pub(super) login: &'static str,
    pub(super) role: &'static str,
}

/// The built server.
#[derive(Debug, Clone)]
pub(super) struct Program {
    path: PathBuf,
}

impl Program {
    /// The one that was built together with this tool.
    pub(super) fn find() -> Result<Self> {
        let path = std::env::current_exe().context("where this tool lies")?.with_file_name("bihuan");
        ensure!(path.is_file(), "{} is missing: start with `cargo xtask bench`", path.display());
        Ok(Self { path })
    }

    /// A command of it that sees nothing of the caller's settings.
    pub(super) fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new(&self.path);
        command.env_clear().current_dir(folder).stdin(Stdio::null());
        command
    }

    /// Fills an empty database: tables, policy, one user.
    pub(super) fn prepare(&self, folder: &Path, url: &str) -> Result<()> {
        self.succeed(folder, &["policy", "publish", BUNDLE, "--database-url", url])?;
        self.add_user(folder, url, User { login: LOGIN, role: ROLE })
    }

    /// Adds another user of the service centre.
    pub(super) fn add_user(&self, folder: &Path, url: &str, user: User) -> Result<()> {
        self.add_user_at(folder, url, user, UNIT)
    }

    /// Adds a user of another unit.
    pub(super) fn add_user_at(&self, folder: &Path, url: &str, user: User, unit: &str) -> Result<()> {
        let user = ["--login", user.login, "--password", PASSWORD, "--unit", unit, "--role", user.role];
        self.succeed(folder, &[&["user", "add"], &user[..], &["--database-url", url]].concat())
    }

    /// Plays so many demands, with everything going wrong that can, in an empty database.
    pub(super) fn play(&self, folder: &Path, url: &str, demands: u32, seed: u64) -> Result<()> {
        let (demands, seed) = (demands.to_string(), seed.to_string());
        let play = ["demo", "--exit", "--json", "--turbulent", "--demands", &demands, "--seed", &seed];
        self.succeed(folder, &[&play[..], &["--log", "warn", "--database-url", url]].concat())
    }

    fn succeed(&self, folder: &Path, arguments: &[&str]) -> Result<()> {
        let output = self.command(folder).args(arguments).output().context("cannot run the server's program")?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`bihuan {}` failed:\n{errors}", arguments.join(" "));
        Ok(())
    }
}
