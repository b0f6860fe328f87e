//! Which user runs the server.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Accounts without power that the server may run as, in order of liking.
const UNPRIVILEGED: [&str; 2] = ["postgres", "nobody"];

/// Who runs the server. PostgreSQL refuses to run as root, so root lends it another account.
#[derive(Debug, Clone)]
pub(crate) enum Account {
    /// The current user.
    Own,
    /// Reached with `setpriv`.
    Lent { user: u32, group: u32 },
}

impl Account {
    pub(crate) fn choose() -> Result<Self> {
        if !is_root()? {
            return Ok(Self::Own);
        }
        for name in UNPRIVILEGED {
            if let (Ok(user), Ok(group)) = (identity(&["-u", name]), identity(&["-g", name])) {
                return Ok(Self::Lent { user, group });
            }
        }
        anyhow::bail!("root cannot run PostgreSQL and there is no user {}", UNPRIVILEGED.join(" or "))
    }

    /// A command that runs a program as this account.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Own => Command::new(program),
            Self::Lent { user, group } => {
                let mut command = lend(*user, *group);
                command.arg(program);
                command
            }
        }
    }

    /// As `command`, for a server that must not outlive the thread that starts it, however that ends.
    pub(crate) fn command_that_dies_with_us(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = match self {
            Self::Own if !has_setpriv() => return Command::new(program),
            Self::Own => Command::new("setpriv"),
            Self::Lent { user, group } => lend(*user, *group),
        };
        command.args(["--pdeathsig", "QUIT"]).arg(program);
        command
    }

    /// Hands a folder over.
    pub(crate) fn own(&self, folder: &Path) -> Result<()> {
        if let Self::Lent { user, group } = self {
            std::os::unix::fs::chown(folder, Some(*user), Some(*group))
                .with_context(|| format!("cannot hand over {}", folder.display()))?;
        }
        Ok(())
    }
}

fn lend(user: u32, group: u32) -> Command {
    let mut command = Command::new("setpriv");
    command.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned()]);
    command
}

fn has_setpriv() -> bool {
    Command::new("setpriv").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Whether this process may do anything.
pub(crate) fn is_root() -> Result<bool> {
    Ok(identity(&["-u"])? == 0)
}

fn identity(arguments: &[&str]) -> Result<u32> {
    let output = Command::new("id").args(arguments).output().context("cannot run `id`")?;
    ensure!(output.status.success(), "`id {}` failed", arguments.join(" "));
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse()?)
}
