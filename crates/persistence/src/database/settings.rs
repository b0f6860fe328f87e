//! How a database is opened.

use std::fmt;
use std::time::Duration;

/// Connections in the pool unless set otherwise.
const DEFAULT_CONNECTIONS: usize = 8;
/// Wait for a connection unless set otherwise.
const DEFAULT_WAIT: Duration = Duration::from_secs(3);
/// Longest statement unless set otherwise.
const DEFAULT_STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);
/// Writes that may wait for SQLite's writer unless set otherwise.
const DEFAULT_WRITE_QUEUE: usize = 1_024;

/// How a database is opened.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `postgres://…`, `postgresql://…` or `sqlite:PATH`.
    pub url: String,
    /// PostgreSQL connections; on SQLite, reading connections. At least one.
    pub connections: usize,
    /// How long a use case waits for a connection before it is refused as busy.
    pub wait: Duration,
    /// PostgreSQL: how long one statement may run, and a transaction may idle.
    pub statement_timeout: Duration,
    /// PostgreSQL: the name in `pg_stat_activity`.
    pub application_name: String,
    /// Whether writes that are waiting share one commit: all on SQLite, those that ask for it on PostgreSQL. Off only
    /// to measure what it is worth.
    pub group_commit: bool,
    /// How many writes may wait for group commit before others are refused as busy. At least one.
    pub write_queue: usize,
}

impl DatabaseSettings {
    /// The defaults for a database.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            connections: DEFAULT_CONNECTIONS,
            wait: DEFAULT_WAIT,
            statement_timeout: DEFAULT_STATEMENT_TIMEOUT,
            application_name: "bihuan".to_owned(),
            group_commit: true,
            write_queue: DEFAULT_WRITE_QUEUE,
        }
    }
}

/// Without the URL, which may hold a password.
impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = self.url.split_once(':').map_or("", |(scheme, _)| scheme);
        f.debug_struct("DatabaseSettings")
            .field("scheme", &scheme)
            .field("connections", &self.connections)
            .field("wait", &self.wait)
            .field("statement_timeout", &self.statement_timeout)
            .field("application_name", &self.application_name)
            .field("group_commit", &self.group_commit)
            .field("write_queue", &self.write_queue)
            .finish()
    }
}
