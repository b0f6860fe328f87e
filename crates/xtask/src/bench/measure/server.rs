//! The built server, started on a database for as long as it is needed.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use super::database::Database;
use super::load::Connection;
use super::program::{LOGIN, PASSWORD};
use super::request::Request;
use super::setup::Setup;

const GREETING: &str = "Listening on http://";

/// A running server. Dropping it stops it.
#[derive(Debug)]
pub(super) struct Server {
    process: Child,
    pub(super) address: SocketAddr,
    /// Gone with the server.
    _log: NamedTempFile,
}

impl Server {
    /// Starts a server, with options besides the database and the port.
    pub(super) fn start(setup: &Setup, database: &Database, options: &[&str]) -> Result<Self> {
        let log = tempfile::Builder::new().prefix("server-").tempfile_in(setup.folder())?;
        let mut command = setup.program.command(setup.folder());
        command.args(["serve", "--port", "0", "--database-url", &database.url]).args(options);
        command.stdout(Stdio::piped()).stderr(log.reopen()?);
        let mut process = command.spawn().context("cannot start the server")?;
        match greeting(&mut process) {
            Ok(address) => Ok(Self { process, address, _log: log }),
            Err(error) => {
                process.kill()?;
                process.wait()?;
                Err(error.context(std::fs::read_to_string(log.path()).unwrap_or_default()))
            }
        }
    }

    pub(super) fn process(&self) -> u32 {
        self.process.id()
    }

    /// A token for the requests.
    pub(super) async fn sign_in(&self) -> Result<String> {
        self.sign_in_as(LOGIN, PASSWORD).await
    }

    /// A token of somebody else.
    pub(super) async fn sign_in_as(&self, login: &str, password: &str) -> Result<String> {
        let body = json!({ "login": login, "password": password }).to_string();
        let session = self.ask(&Request::post("/v1/sessions", "", &body), "").await?;
        Ok(session["accessToken"].as_str().context("signing in gave no token")?.to_owned())
    }

    /// Sends one request; answers the body.
    pub(super) async fn ask(&self, request: &Request, ticket: &str) -> Result<Value> {
        Ok(serde_json::from_str(&self.ask_for_text(request, ticket).await?)?)
    }

    /// The metrics page.
    pub(super) async fn metrics(&self) -> Result<String> {
        self.ask_for_text(&Request::get("/metrics", ""), "").await
    }

    async fn ask_for_text(&self, request: &Request, ticket: &str) -> Result<String> {
        let (mut connection, mut buffer) = (Connection::open(self.address).await?, Vec::new());
        request.write(ticket, &mut buffer);
        let answer = connection.exchange(&buffer).await?;
        answer.expect_success()?;
        Ok(String::from_utf8(answer.body.to_vec())?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Politely: a killed server would leave its log to be recovered by the next.
        let asked = Command::new("kill").args(["-TERM", &self.process.id().to_string()]).status();
        if !asked.is_ok_and(|status| status.success()) {
            drop(self.process.kill());
        }
        drop(self.process.wait());
    }
}

/// Where the server says that it listens.
fn greeting(process: &mut Child) -> Result<SocketAddr> {
    let output = process.stdout.take().context("the server has no output")?;
    let mut lines = BufReader::new(output);
    let mut line = String::new();
    while lines.read_line(&mut line)? > 0 {
        if let Some(rest) = line.split_once(GREETING).map(|(_, rest)| rest) {
            let address = rest.split_whitespace().next().unwrap_or_default();
            let address = address.parse().with_context(|| format!("`{address}` is no address"))?;
            // Whatever else it says is thrown away, so that it never waits for a reader.
            std::thread::spawn(move || std::io::copy(&mut lines, &mut std::io::sink()));
            return Ok(address);
        }
        line.clear();
    }
    bail!("the server ended at once")
}
