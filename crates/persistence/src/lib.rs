//! Persistence: the only crate that knows a database.
//!
//! One text serves PostgreSQL and SQLite: [`Database`] opens either by the scheme of its URL, and every query is
//! written once against a connection that is an enum over both. A use case runs in one [`Database::write`]; what it
//! calls here are plain functions that take [`Tx`], so there is no way to write outside a transaction.

pub mod adjustments;
pub mod appeals;
pub mod callbacks;
pub mod calls;
pub mod campaigns;
pub mod cases;
pub(crate) mod connection;
pub mod customers;
mod database;
pub mod duties;
pub mod erasure;
mod error;
pub mod events;
pub mod facts;
pub mod figures;
pub mod idempotency;
pub mod jobs;
mod locks;
pub mod lots;
pub mod matters;
mod migration;
pub mod notifications;
pub mod number_blocks;
pub mod page;
pub mod policies;
pub mod quality;
pub mod records;
pub mod reports;
pub(crate) mod rows;
pub(crate) mod schema;
pub mod sessions;
pub mod settings;
pub mod survey_rounds;
pub mod surveys;
pub mod tickets;
pub(crate) mod types;
pub mod units;
pub mod users;
pub mod wakes;
pub mod work_orders;

pub use database::{Database, DatabaseSettings, Engine, Statistics, Tx};
pub use error::DbError;
pub use migration::{migrate, pending};

use libsqlite3_sys as _;
use openssl_sys as _;
use pq_sys as _;
