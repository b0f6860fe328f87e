//! Fills a database with many tickets at once, made from one that the server opened.
//!
//! One ticket in twenty waits to be dispatched, the others are archived; of those that wait, every second belongs to
//! another unit, so that a page has to pass over as many as it shows.

mod postgres;
mod sqlite;

use anyhow::Result;

use super::database::{Database, Place};
use super::setup::Setup;

/// One in so many waits to be dispatched.
const ONE_WAITS_IN: u32 = 20;
const WAITING: &str = "pending_dispatch";
const ENDED: &str = "archived";
/// A unit beside that of whoever asks.
const FOREIGN_PATH: &str = "company/command/";
/// Spreads the low bits of ids: a prime near the golden section of 32 bits.
const SPREAD: u64 = 2_654_435_761;

/// Adds so many tickets to a database that holds one; nobody else may use it meanwhile.
pub(crate) fn load(setup: &Setup, database: &Database, tickets: u32) -> Result<()> {
    match &database.place {
        Place::Postgres { .. } => setup.psql(database).run(&postgres::statements(tickets)).map(drop),
        Place::Sqlite { file } => sqlite::load(file, tickets),
    }
}
