use std::fmt;

use anyhow::Result;

use crate::bench::measure::setup::Setup;

/// What it was measured on.
#[derive(Debug)]
pub(crate) struct Machine {
    pub(super) processors: usize,
    pub(super) postgres: String,
    pub(super) sqlite: &'static str,
}

impl Machine {
    pub(crate) fn of(setup: &Setup) -> Result<Self> {
        Ok(Self {
            processors: std::thread::available_parallelism()?.get(),
            postgres: setup.postgres_version()?,
            sqlite: rusqlite::version(),
        })
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { processors, postgres, sqlite } = self;
        write!(formatter, "{processors} processors, shared by server, database and driver; ")?;
        write!(
            formatter,
            "PostgreSQL {postgres} with fsync and synchronous_commit, SQLite {sqlite} with synchronous=FULL"
        )
    }
}
