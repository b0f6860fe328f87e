//! What the operator may choose about the server, with the defaults.

use std::time::Duration;

/// Connections that one worker serves at a time.
pub const CONNECTIONS_PER_WORKER_MAX: usize = 4096;

/// Connections that wait to be accepted.
pub const BACKLOG_MAX: u32 = 1024;

/// How long an idle connection is kept.
pub const KEEP_ALIVE: Duration = Duration::from_secs(30);

/// How long the head of a request may take to arrive.
pub const REQUEST_HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long a closing connection may take.
pub const DISCONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long running requests may go on after the order to stop.
pub const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(20);

/// What the operator chooses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Threads that serve requests.
    pub workers: usize,
    /// How long running requests may go on after the order to stop.
    pub shutdown_timeout: Duration,
    /// Origins whose pages may call this API, such as `https://desk.example.cn`; none sends no CORS headers.
    pub cors_origins: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        let workers = std::thread::available_parallelism().map_or(2, usize::from);
        Self { workers, shutdown_timeout: SHUTDOWN_TIMEOUT, cors_origins: Vec::new() }
    }
}
