//! Start, readiness and end of a cluster.
//!
//! Readiness is read from the server's own `postmaster.pid`, so a stranger on the same port is never taken for it.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use super::account::Account;
use super::binaries::Binaries;

const SUPERUSER: &str = "postgres";

/// Beside the data.
const LOG: &str = "log";
const MAX_CONNECTIONS: u16 = 200;

/// Another process may take the free port before the server does.
const PORT_ATTEMPTS: usize = 5;
const START_LIMIT: Duration = Duration::from_secs(60);
const START_POLL: Duration = Duration::from_millis(20);

/// The line of `postmaster.pid` that tells the state of the server.
const STATE_LINE: usize = 7;

/// Whether a commit must survive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Nothing is flushed: for tests.
    Fast,
    /// As in production: for measurements.
    Durable,
}

impl Durability {
    fn settings(self) -> &'static [&'static str] {
        match self {
            Self::Fast => &["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
            Self::Durable => &["fsync=on", "synchronous_commit=on", "full_page_writes=on"],
        }
    }
}

/// A running cluster. Dropping it stops the server and removes its files.
///
/// On Linux the server also ends when the thread that started it ends, even by `kill -9` of the process.
#[derive(Debug)]
pub(crate) struct Cluster {
    // Dropped in this order: the server must be gone before its files.
    server: Server,
    folder: TempDir,
    url: String,
}

impl Cluster {
    /// Creates and starts a cluster and waits until it answers.
    pub(crate) fn start(binaries: &Binaries, durability: Durability) -> Result<Self> {
        let account = Account::choose()?;
        let folder = tempfile::Builder::new().prefix("bihuan-postgres-").tempdir()?;
        account.own(folder.path())?;
        let data = folder.path().join("data");
        initialise(binaries, &account, &data)?;
        for _ in 0..PORT_ATTEMPTS {
            let port = free_port()?;
            let mut server = Server::launch(binaries, &account, &data, port, durability)?;
            if server.is_ready_in_time()? {
                let url = format!("postgres://{SUPERUSER}@{}:{port}/postgres", Ipv4Addr::LOCALHOST);
                return Ok(Self { server, folder, url });
            }
        }
        bail!("PostgreSQL found no free port in {PORT_ATTEMPTS} attempts")
    }

    /// Where to connect as superuser, without a password.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// The process that is the parent of all others of the cluster.
    pub(crate) fn process(&self) -> u32 {
        self.server.process.id()
    }

    /// The file into which the server writes what it does.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join(LOG)
    }
}

fn initialise(binaries: &Binaries, account: &Account, data: &Path) -> Result<()> {
    let mut command = account.command(binaries.program("initdb"));
    command.arg("--pgdata").arg(data).args(["--username", SUPERUSER, "--auth=trust"]);
    command.args(["--encoding=UTF8", "--locale=C", "--no-sync"]);
    let output = command.current_dir(folder_of(data)?).output().context("cannot run initdb")?;
    ensure!(output.status.success(), "initdb failed:\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

/// The server process. Dropping it stops it.
#[derive(Debug)]
struct Server {
    process: Child,
    account: Account,
    stopper: PathBuf,
    data: PathBuf,
}

impl Server {
    fn launch(binaries: &Binaries, account: &Account, data: &Path, port: u16, durability: Durability) -> Result<Self> {
        let log = File::create(log_of(data)?)?;
        let mut command = account.command_that_dies_with_us(binaries.program("postgres"));
        command.arg("-D").arg(data).args(["-p", &port.to_string()]);
        for setting in durability.settings() {
            command.args(["-c", setting]);
        }
        command.args(["-c", &format!("listen_addresses={}", Ipv4Addr::LOCALHOST)]);
        command.args(["-c", "unix_socket_directories="]);
        command.args(["-c", &format!("max_connections={MAX_CONNECTIONS}")]);
        command.current_dir(folder_of(data)?).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        // A group of its own: Ctrl-C is for us, and we stop it when its users have gone.
        let process = command.process_group(0).spawn().context("cannot start PostgreSQL")?;
        let stopper = binaries.program("pg_ctl");
        Ok(Self { process, account: account.clone(), stopper, data: data.to_path_buf() })
    }

    /// Whether the server came up; `false` if another process holds its port.
    fn is_ready_in_time(&mut self) -> Result<bool> {
        let deadline = Instant::now() + START_LIMIT;
        while Instant::now() < deadline {
            if self.process.try_wait()?.is_some() {
                let log = fs::read_to_string(log_of(&self.data)?).unwrap_or_default();
                ensure!(log.contains("could not bind"), "PostgreSQL did not start:\n{log}");
                return Ok(false);
            }
            let state = fs::read_to_string(self.data.join("postmaster.pid")).unwrap_or_default();
            if state.lines().nth(STATE_LINE).is_some_and(|state| state.trim() == "ready") {
                return Ok(true);
            }
            std::thread::sleep(START_POLL);
        }
        bail!("PostgreSQL was not ready after {START_LIMIT:?}")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(Some(_))) {
            return;
        }
        let mut stop = self.account.command(&self.stopper);
        stop.args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(&self.data);
        let stopped = stop.current_dir("/").status().is_ok_and(|status| status.success());
        if !stopped {
            drop(self.process.kill());
        }
        drop(self.process.wait());
    }
}

fn folder_of(data: &Path) -> Result<&Path> {
    data.parent().context("the data folder has no parent")
}

fn log_of(data: &Path) -> Result<PathBuf> {
    Ok(folder_of(data)?.join(LOG))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
    Ok(listener.local_addr()?.port())
}
