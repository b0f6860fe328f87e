//! Which statements the server runs for one request, and with which values.
//!
//! They are taken from the log of PostgreSQL, so that the limit runs exactly what the server runs, also when the server
//! has changed. SQLite keeps no such log; the server sends it the same statements, but for the few words that
//! [`super::limit`] translates.

mod expand;
mod log;
mod record;
mod statement;
mod types;

pub(crate) use record::record;
pub(crate) use statement::{Argument, Statement};

#[cfg(test)]
mod tests;
