//! A random month: demands played through the API with everything going wrong that can, multiplied with their whole log.

use std::time::Instant;

use anyhow::{Context, Result, ensure};

#[path = "../../../../../../tests/figures/multiply/mod.rs"]
mod multiply;

use multiply::{Dialect, Played, Wish};

use super::month::{READER, READER_ROLE, ROOT};
use crate::bench::case::Engine;
use crate::bench::measure::clocks::sql::{Both, Sql};
use crate::bench::measure::database::Database;
use crate::bench::measure::program::User;
use crate::bench::measure::setup::Setup;
use crate::bench::report_options::ReportOptions;

/// The days of the random month, as figures are asked for.
pub(super) const MONTH: &str = "from=2026-11-23&to=2026-12-31";
/// A day on which reports over the month run.
pub(super) const DAYS: [&str; 2] = ["2026-11-30", "2026-12-31"];
/// The most by which a copy happens later, so that its last deed lies within the month.
const LATER_SECONDS: u64 = 24 * 86_400;
/// The fewest and the most demands that are played, unless a number was asked for; the rest are copies.
const PLAYED_MIN: u32 = 60;
const PLAYED_MAX: u32 = 2_000;
/// So many tickets are made of each played one, at least.
const COPIES_MIN: u32 = 10;

/// A database with such a month.
///
/// # Errors
/// When the play or the copying fails.
pub(super) fn prepare(setup: &Setup, engine: Engine, options: &ReportOptions) -> Result<Database> {
    let database = setup.empty(engine, "random")?;
    let by_tickets = (options.tickets / COPIES_MIN).clamp(PLAYED_MIN, PLAYED_MAX);
    let (begun, played) = (Instant::now(), options.demands.unwrap_or(by_tickets).min(options.tickets));
    setup.program.play(setup.folder(), &database.url, played, options.seed)?;
    println!("  {played} demands played in {:.1} s", begun.elapsed().as_secs_f64());
    setup.program.add_user_at(setup.folder(), &database.url, User { login: READER, role: READER_ROLE }, ROOT)?;
    let begun = Instant::now();
    let sql = Sql::on(setup, &database);
    let dialect = match engine {
        Engine::Postgres => Dialect::Postgres,
        Engine::Sqlite => Dialect::Sqlite,
    };
    let texts = |query: &str| -> Result<Vec<String>> {
        let rows = sql.rows(Both { postgres: query, sqlite: query })?;
        rows.into_iter().map(|row| row.into_iter().next().context("a row without a column")).collect()
    };
    let tickets = usize::try_from(options.tickets)?;
    let wish = Wish { tickets, later_seconds: LATER_SECONDS, seed: options.seed };
    let read = Played::read(dialect, texts)?;
    let written = read.multiply(wish, |script| {
        setup.interrupt.check()?;
        sql.run(Both { postgres: &script, sqlite: &script })
    })?;
    ensure!(written == tickets, "{written} tickets came of it");
    sql.run(Both { postgres: "VACUUM ANALYZE", sqlite: "ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)" })?;
    println!("  multiplied to {written} tickets, log included, in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(database)
}
