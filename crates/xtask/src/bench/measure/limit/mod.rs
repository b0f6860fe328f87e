//! What the databases can do at most: the recorded statements without a server around them.
//!
//! On PostgreSQL `pgbench` runs them with prepared statements. Ids are passed in: they are looked up in a table made
//! beforehand, one look-up for eight transactions, because `pgbench` itself can only count; that look-up, about one
//! statement in seventy, is at the cost of the limit. On SQLite a loop runs them on the same library and with the same
//! settings as the server, one commit for each operation; writes in one thread, since there is one writer.

mod ids;
mod pgbench;
mod pool;
mod script;
mod sqlite;
mod translate;

pub(crate) use pgbench::Pgbench;
pub(crate) use sqlite::SqliteLoop;
pub(crate) use translate::{Source, translate};

#[cfg(test)]
mod tests;
