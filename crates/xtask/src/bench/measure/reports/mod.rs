//! `cargo xtask bench reports`: a month of a million tickets.
//!
//! [`random`] plays and multiplies a month of which [`verify`], [`reported`] and [`scripts`] hold every number against
//! everything else.
//!
//! [`month`] opens real cases on every day of a month and multiplies them in the database. Then a server counts all of
//! them, once from nothing and once more; answers every indicator over the month; and follows the log of tickets that
//! change.

mod month;
mod random;
mod read;
mod reported;
mod scripts;
mod verify;

use std::cell::RefCell;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::clocks::sql::{Both, Sql};
use super::program::PASSWORD;
use super::report::Machine;
use super::request::Request;
use super::server::Server;
use super::setup::Setup;
use crate::bench::case::Engine;
use crate::bench::report_options::{Month, ReportOptions};

/// How often it is looked whether counting has ended.
const LOOK: Duration = Duration::from_millis(100);
/// The longest that counting may take.
const COUNT_MAX: Duration = Duration::from_secs(4 * 3_600);

/// A token is good for a quarter of an hour; long before, the reader signs in again.
const TOKEN_AGE_MAX: Duration = Duration::from_secs(5 * 60);

/// Measures what was asked for, and reports.
pub(in crate::bench) fn run(options: &ReportOptions) -> Result<ExitCode> {
    let setup = Setup::prepare(&options.engines)?;
    println!("{}", Machine::of(&setup)?);
    for engine in &options.engines {
        measure(&setup, options, *engine).with_context(|| format!("measuring reports on {engine}"))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A running server, and who reads its figures.
struct Reader<'a> {
    setup: &'a Setup,
    server: Server,
    /// And since when it is good.
    token: RefCell<(Instant, String)>,
    /// The days that are looked at, as figures are asked for.
    days: &'static str,
}

impl<'a> Reader<'a> {
    fn sign_in(setup: &'a Setup, server: Server, days: &'static str) -> Result<Self> {
        let token = RefCell::new(signed_in(setup, &server)?);
        Ok(Self { setup, server, token, days })
    }

    fn token(&self) -> Result<String> {
        let mut token = self.token.borrow_mut();
        if token.0.elapsed() > TOKEN_AGE_MAX {
            *token = signed_in(self.setup, &self.server)?;
        }
        Ok(token.1.clone())
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.setup.runtime.block_on(self.server.ask(&Request::get(path, &self.token()?), ""))
    }

    fn post(&self, path: &str, body: &str) -> Result<Value> {
        self.setup.runtime.block_on(self.server.ask(&Request::post(path, &self.token()?, body), ""))
    }

    /// Waits until the state of the figures is as wanted; answers how long that took.
    fn until(&self, wanted: impl Fn(&Value) -> bool) -> Result<Duration> {
        let started = Instant::now();
        while !wanted(&self.get("/v1/figures/state")?) {
            self.setup.interrupt.check()?;
            ensure!(started.elapsed() < COUNT_MAX, "counting does not end");
            std::thread::sleep(LOOK);
        }
        Ok(started.elapsed())
    }

    /// Has everything counted anew; answers how long that took.
    fn recount(&self) -> Result<Duration> {
        let started = Instant::now();
        self.post("/v1/figures/actions/recount", "{}")?;
        self.until(|state| state["recounting"] == false)?;
        Ok(started.elapsed())
    }
}

/// A token, and since when it is good.
fn signed_in(setup: &Setup, server: &Server) -> Result<(Instant, String)> {
    let since = Instant::now();
    Ok((since, setup.runtime.block_on(server.sign_in_as(month::READER, PASSWORD))?))
}

/// A random month: what followed the log, what a full recount says, the lists, the parts, the reports and the scripts are
/// the same.
fn reconcile(setup: &Setup, options: &ReportOptions, engine: Engine) -> Result<()> {
    println!("\n{engine}: a random month of {} tickets, seed {}", options.tickets, options.seed);
    let database = random::prepare(setup, engine, options)?;
    let sql = Sql::on(setup, &database);
    // The clock stands still, so that nothing more happens to the tickets.
    let server = Server::start(setup, &database, &["--log", "warn", "--sandbox"])?;
    let reader = Reader::sign_in(setup, server, random::MONTH)?;
    let begun = Instant::now();
    scripts::wait_until_counted(&reader, &sql)?;
    println!("  the log followed from its beginning: {:.1} s", begun.elapsed().as_secs_f64());
    let followed = verify::wholes(&reader)?;
    let took = reader.recount()?;
    println!("  full recount: {:.1} s", took.as_secs_f64());
    ensure!(followed == verify::wholes(&reader)?, "a full recount comes to something else than following the log");
    read::all(&reader)?;
    if options.verify {
        scripts::count_the_same(&reader, &sql)?;
        verify::lists_and_parts(&reader)?;
        reported::cells_are_their_lists(&reader, &random::DAYS)?;
    }
    Ok(())
}

fn measure(setup: &Setup, options: &ReportOptions, engine: Engine) -> Result<()> {
    if options.month == Month::Random {
        return reconcile(setup, options, engine);
    }
    println!("\n{engine}: a month of {} tickets", options.tickets);
    let database = month::prepare(setup, engine, options.tickets)?;
    let server = Server::start(setup, &database, &["--log", "warn"])?;
    let reader = Reader::sign_in(setup, server, month::MONTH)?;
    let per_ticket = |took: Duration, tickets: u32| took.as_secs_f64() * 1_000.0 / f64::from(tickets.max(1));
    for how in ["from nothing", "once more"] {
        let took = reader.recount()?;
        let each = per_ticket(took, options.tickets);
        println!("  full recount {how}: {:.1} s, {each:.3} ms a ticket", took.as_secs_f64());
    }
    read::all(&reader)?;
    let sql = Sql::on(setup, &database);
    if options.verify {
        verify::lists_and_parts(&reader)?;
        verify::counts(&reader, &sql)?;
        reported::cells_are_their_lists(&reader, &month::DAYS_OF_REPORTS)?;
    }
    let last = month::change(&sql, options.changed)?;
    let took = reader.until(|state| state["asOf"].as_str() == Some(last.as_str()))?;
    let each = per_ticket(took, options.changed);
    println!(
        "  incremental: {} changed tickets in {:.1} s, {each:.3} ms a ticket",
        options.changed,
        took.as_secs_f64()
    );
    let counted = "SELECT count(*) FROM facts WHERE family = 'ticket'";
    let counted = sql.numbers(Both { postgres: counted, sqlite: counted })?;
    ensure!(counted == [f64::from(options.tickets)], "{counted:?} tickets were counted");
    Ok(())
}
