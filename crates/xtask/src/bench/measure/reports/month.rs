//! A month of tickets: real cases of every day, multiplied in the database.

use anyhow::{Context, Result};
use jiff::{Timestamp, ToSpan as _};

use crate::bench::case::Engine;
use crate::bench::measure::clocks::copies::{self, Batch};
use crate::bench::measure::clocks::models::{self, Model, Sandbox};
use crate::bench::measure::clocks::sql::{Both, Sql};
use crate::bench::measure::database::Database;
use crate::bench::measure::program::User;
use crate::bench::measure::setup::Setup;

/// Who reads the figures: a manager of the whole company.
pub(super) const READER: &str = "reader";
pub(super) const READER_ROLE: &str = "manager";
pub(super) const ROOT: &str = "company";
/// Mornings of a month, far from everything else.
const FIRST: &str = "2031-03-01T02:00:00Z";
const DAYS: i64 = 30;
/// The month, as figures are asked for; the days on which reports over it run.
pub(super) const DAYS_OF_REPORTS: [&str; 1] = ["2031-03-31"];
pub(super) const MONTH: &str = "from=2031-03-01&to=2031-03-31";

/// When the tickets that change do so: after everything else.
const CHANGED_FROM: &str = "2032-01-01T00:00:00Z";

/// The phone of every model. Copies get phones of their own: otherwise all would be one matter.
const PHONE: &str = "13800001234";

/// A database with so many tickets.
pub(super) fn prepare(setup: &Setup, engine: Engine, tickets: u32) -> Result<Database> {
    let database = setup.database(engine, "reports")?;
    models::add_keeper(setup, &database)?;
    let reader = User { login: READER, role: READER_ROLE };
    setup.program.add_user_at(setup.folder(), &database.url, reader, ROOT)?;
    let first: Timestamp = FIRST.parse().context("a moment")?;
    let sandbox = Sandbox::start(setup, &database, first)?;
    let mut ids = Vec::new();
    for day in 0..DAYS {
        sandbox.move_to(first + (24 * day).hours())?;
        for model in Model::ALL {
            ids.push(sandbox.open(model)?);
        }
    }
    drop(sandbox);
    let models = u32::try_from(ids.len())?;
    let millis = (first + (24 * DAYS).hours()).as_millisecond();
    let sql = Sql::on(setup, &database);
    copies::make(&sql, &ids, Batch { prefix: "R", count: tickets - models, millis, spread_seconds: 0 })?;
    let (text, digits) = ("substr('0000000' || substr(number, 2), -8)", "lpad(substr(number, 2), 8, '0')");
    sql.run(Both {
        postgres: &format!(
            "UPDATE tickets SET document = CAST(replace(CAST(document AS TEXT), '{PHONE}', '139' || {digits}) AS JSONB) \
             WHERE number LIKE 'R%'; VACUUM ANALYZE tickets;"
        ),
        sqlite: &format!(
            "UPDATE tickets SET document = replace(document, '{PHONE}', '139' || {text}) WHERE number LIKE 'R%';"
        ),
    })?;
    Ok(database)
}

/// Lets so many tickets change: an entry of the log each, a millisecond after the one before, and facts that must be counted
/// anew. Answers the time of the last entry, as the state of the figures shows it.
pub(super) fn change(sql: &Sql, tickets: u32) -> Result<String> {
    let first: Timestamp = CHANGED_FROM.parse().context("a moment")?;
    let chosen = format!(
        "SELECT id, row_number() OVER (ORDER BY id) AS place FROM tickets WHERE number LIKE 'R%' ORDER BY id LIMIT {tickets}"
    );
    let ids = format!("SELECT id FROM ({chosen}) AS chosen");
    let entry = "'ticket', id, 'noted'";
    let (actor, data) =
        ("'{\"kind\":\"time\"}'", "'{\"subject\":\"ticket\",\"event\":{\"name\":\"noted\",\"text\":\"\"}}'");
    let micros = first.as_microsecond();
    sql.run(Both {
        postgres: &format!(
            "BEGIN; DELETE FROM facts WHERE ticket_id IN ({ids}); \
             INSERT INTO events (id, ticket_id, subject, subject_id, name, at, actor, data) \
             SELECT gen_random_uuid(), id, {entry}, TIMESTAMPTZ '{first}' + place * INTERVAL '1 millisecond', {actor}, {data} \
             FROM ({chosen}) AS chosen ORDER BY place; COMMIT;"
        ),
        sqlite: &format!(
            "BEGIN; DELETE FROM facts WHERE ticket_id IN ({ids}); \
             INSERT INTO events (id, ticket_id, subject, subject_id, name, at, actor, data) \
             SELECT randomblob(16), id, {entry}, {micros} + place * 1000, {actor}, {data} \
             FROM ({chosen}) AS chosen ORDER BY place; COMMIT;"
        ),
    })?;
    Ok(format!("{:.3}", first + i64::from(tickets).milliseconds()))
}
