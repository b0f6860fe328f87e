//! Sends a request to a server whose database logs every statement.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::expand;
use super::log::{self, Executed};
use super::statement::{Recorded, Statement, generalise, is_begin, is_end};
use super::types;
use crate::bench::case::{Case, Engine};
use crate::bench::measure::cases;
use crate::bench::measure::request::Script;
use crate::bench::measure::server::Server;
use crate::bench::measure::setup::Setup;

/// Tables that only requests touch; what the server does by itself touches others.
const TABLES: [&str; 9] =
    ["tickets", "ticket_scopes", "work_orders", "surveys", "callbacks", "clocks", "events", "calls", "customers"];

/// How often a request is recorded until it does the same twice in a row: something of the server's own may come
/// between.
const ATTEMPTS: usize = 8;

/// The statements of one operation of a case.
pub(crate) fn record(setup: &Setup, case: Case) -> Result<Vec<Statement>> {
    let database = setup.database(Engine::Postgres, "recording")?;
    let psql = setup.psql(&database);
    psql.run(
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET log_statement = ''all''', current_database()); END $$",
    )?;
    // One connection for what is not written in groups: one after the other, as the log has it.
    let server = Server::start(setup, &database, &["--database-connections", "1"])?;
    let recorder = Recorder { setup, server: &server, script: cases::script(setup, case, &server, 2)? };
    let (one, other) = recorder.twice_the_same()?;
    let types = types::of(&one.statements, &psql)?;
    generalise(&one, &other, &types)
}

struct Recorder<'a> {
    setup: &'a Setup,
    server: &'a Server,
    script: Script,
}

impl Recorder<'_> {
    fn twice_the_same(&self) -> Result<(Recorded, Recorded)> {
        let tickets = &self.script.tickets;
        let ticket = |turn: usize| tickets.get(turn % tickets.len().max(1)).map_or("", String::as_str);
        // One ticket is a change ahead of the other, so that their versions differ.
        let mut earlier = self.once(ticket(0))?;
        for turn in 0..ATTEMPTS {
            let later = self.once(ticket(turn))?;
            let texts = |recorded: &Recorded| recorded.statements.iter().map(|e| e.sql.clone()).collect::<Vec<_>>();
            let other_ticket = tickets.is_empty() || earlier.ticket != later.ticket;
            if other_ticket && texts(&earlier) == texts(&later) {
                return Ok((earlier, later));
            }
            earlier = later;
        }
        bail!("the same request never ran the same statements twice")
    }

    /// Sends the requests of one operation and reads what they did.
    fn once(&self, ticket: &str) -> Result<Recorded> {
        let log = self.setup.log();
        let before = std::fs::metadata(&log)?.len();
        for request in &self.script.requests {
            self.setup.runtime.block_on(self.server.ask(request, ticket))?;
        }
        let executed = of_requests(log::read(&read_from(&log, before)?));
        let statements = executed.into_iter().map(expand::rows).collect::<Result<_>>()?;
        Ok(Recorded { statements, ticket: ticket.to_owned() })
    }
}

/// Leaves out the transactions that the server runs by itself. Others may run on other connections meanwhile.
fn of_requests(executed: Vec<Executed>) -> Vec<Executed> {
    let mut kept = Vec::new();
    let mut open: BTreeMap<String, Vec<Executed>> = BTreeMap::new();
    for statement in executed {
        let transaction = open.entry(statement.connection.clone()).or_default();
        let inside = transaction.first().is_some_and(|first| is_begin(&first.sql));
        let ends = !inside && !is_begin(&statement.sql) || is_end(&statement.sql);
        transaction.push(statement);
        if ends {
            let transaction = std::mem::take(transaction);
            if transaction.iter().any(|statement| touches(&statement.sql)) {
                kept.extend(transaction);
            }
        }
    }
    kept
}

fn touches(sql: &str) -> bool {
    TABLES.iter().any(|table| sql.contains(&format!("\"{table}\"")) || sql.contains(&format!(" {table} ")))
}

fn read_from(file: &Path, offset: u64) -> Result<String> {
    let mut file = File::open(file).with_context(|| file.display().to_string())?;
    file.seek(SeekFrom::Start(offset))?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}
