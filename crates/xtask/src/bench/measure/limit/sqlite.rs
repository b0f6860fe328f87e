//! The recorded statements in a loop on SQLite.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Connection, Statement as Prepared, ToSql};

use super::ids::Ids;
use super::translate::{self, Source, Step, translate};
use crate::bench::measure::processor::{Meter, Whose};
use crate::bench::measure::recording::Statement;
use crate::bench::measure::rounds::{Sample, Side};

const WARM_UP: Duration = Duration::from_secs(1);

/// The settings of the server's connections.
const WRITER: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
                      PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -8192;";
const READER: &str = "PRAGMA busy_timeout = 5000; PRAGMA cache_size = -2048; PRAGMA query_only = ON;";

/// A bare loop of prepared statements.
#[derive(Debug)]
pub(crate) struct SqliteLoop {
    file: PathBuf,
    steps: Vec<Step>,
    tickets: Vec<[u8; 16]>,
    seconds: u64,
}

impl SqliteLoop {
    pub(crate) fn new(file: PathBuf, statements: &[Statement], tickets: &[String], seconds: u64) -> Result<Self> {
        let steps = statements.iter().map(translate).collect::<Result<_>>()?;
        let tickets = tickets.iter().map(|ticket| translate::id(ticket)).collect::<Result<_>>()?;
        Ok(Self { file, steps, tickets, seconds })
    }

    fn writes(&self) -> bool {
        self.steps.iter().any(|step| step.writes)
    }

    /// Works as one of so many clients until the end; answers how many operations were done after the beginning.
    fn work(&self, client: usize, clients: usize, begin: Instant, end: Instant) -> Result<u64> {
        let connection = Connection::open(&self.file)?;
        connection.execute_batch(if self.writes() { WRITER } else { READER })?;
        let mut operation = Operation::prepare(&connection, &self.steps)?;
        let mut turns = self.tickets.iter().skip(client).step_by(clients).cycle();
        let mut counted = 0;
        loop {
            operation.run(turns.next().copied().unwrap_or_default())?;
            let now = Instant::now();
            if now >= end {
                return Ok(counted);
            }
            counted += u64::from(now >= begin);
        }
    }
}

impl Side for SqliteLoop {
    fn name(&self) -> &'static str {
        "bare loop"
    }

    fn run(&mut self, clients: usize) -> Result<Sample> {
        let threads = if self.writes() { 1 } else { clients };
        let begin = Instant::now() + WARM_UP;
        let duration = Duration::from_secs(self.seconds);
        let side = &*self;
        let counted = std::thread::scope(|scope| {
            let start = |client| scope.spawn(move || side.work(client, threads, begin, begin + duration));
            let running: Vec<_> = (0..threads).map(start).collect();
            std::thread::sleep(begin.saturating_duration_since(Instant::now()));
            let meter = Meter::start(Whose::Ours, None);
            let joined = running.into_iter().map(|thread| thread.join().ok().context("a thread panicked")?);
            joined.sum::<Result<u64>>().map(|counted| (counted, meter.cost(counted)))
        });
        let (counted, cost) = counted?;
        #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
        let rate = counted as f64 / duration.as_secs_f64();
        Ok(Sample { rate, latency: None, cost })
    }
}

/// The prepared statements of one connection, and what changes from one run to the next.
struct Operation<'c> {
    steps: Vec<(&'c Step, Prepared<'c>)>,
    ids: Ids,
    fresh: Vec<u128>,
    version: i64,
}

impl<'c> Operation<'c> {
    fn prepare(connection: &'c Connection, steps: &'c [Step]) -> Result<Self> {
        let prepared =
            steps.iter().map(|step| Ok((step, connection.prepare(&step.sql).with_context(|| step.sql.clone())?)));
        let steps: Vec<_> = prepared.collect::<Result<_>>()?;
        let numbers = steps.iter().flat_map(|(step, _)| &step.arguments).filter_map(|source| match source {
            Source::FreshId(number) => Some(number + 1),
            _ => None,
        });
        let fresh = vec![0; numbers.max().unwrap_or(0)];
        Ok(Self { steps, ids: Ids::from_now(), fresh, version: 0 })
    }

    fn run(&mut self, ticket: [u8; 16]) -> Result<()> {
        let Self { steps, ids, fresh, version } = self;
        fresh.iter_mut().for_each(|id| *id = ids.next());
        for (step, prepared) in steps {
            for (place, source) in step.arguments.iter().enumerate() {
                let bound = match source {
                    Source::Fixed(value) => Bound::Value(value),
                    Source::FreshId(number) => Bound::Id(fresh.get(*number).copied().unwrap_or_default().to_be_bytes()),
                    Source::Ticket => Bound::Id(ticket),
                    Source::FreshText => Bound::Text(ids.text()),
                    Source::Version(more) => Bound::Integer(*version + more),
                };
                prepared.raw_bind_parameter(place + 1, bound)?;
            }
            let mut rows = prepared.raw_query();
            while let Some(row) = rows.next()? {
                // The server reads what it is given.
                for column in 0..row.as_ref().column_count() {
                    std::hint::black_box(row.get_ref(column)?);
                }
                if step.reads_version {
                    *version = row.get("version")?;
                }
            }
        }
        Ok(())
    }
}

/// An argument on its way to SQLite.
enum Bound<'v> {
    Value(&'v Value),
    Id([u8; 16]),
    Text(String),
    Integer(i64),
}

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Value(value) => ValueRef::from(*value),
            Self::Id(bytes) => ValueRef::Blob(bytes),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Integer(number) => ValueRef::Integer(*number),
        }))
    }
}
