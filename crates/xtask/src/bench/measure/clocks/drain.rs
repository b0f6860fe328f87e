//! Everything overdue at once: how fast one node works it off, and how fast two do together.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::busy::Busy;
use super::growth;
use super::lateness::counter;
use super::models::Span;
use super::scene::{Scene, WOKEN, now};
use super::sql::Both;

/// How long ago the first of them was due, and over which time they were.
const OVERDUE: Duration = Duration::from_secs(3_600);
const OVER: Duration = Duration::from_secs(60);
const LIMIT: Duration = Duration::from_secs(600);
const POLL: Duration = Duration::from_millis(200);

/// One run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drain {
    /// Tickets a second, from the first to the last.
    pub(super) rate: f64,
    /// How busy the whole machine was.
    pub(super) busy: Option<f64>,
    /// Bytes in PostgreSQL's log for each.
    pub(super) log_bytes: Option<f64>,
    /// How much longer the last quarter took than the first: what is done must not slow down what follows.
    pub(super) slowed: f64,
}

/// Lets so many nodes work off what is overdue.
pub(super) fn run(scene: &Scene<'_>, nodes: usize, turn: usize) -> Result<Drain> {
    // What earlier runs have left to be told would be counted, too.
    scene.sql().run(Both {
        postgres: "DELETE FROM wakes WHERE due_at < now() + INTERVAL '1 day'; VACUUM wakes;",
        sqlite: "DELETE FROM wakes WHERE due_at < (unixepoch() + 86400) * 1000000",
    })?;
    let mut first = now();
    first -= OVERDUE;
    scene.plant_due(&format!("D{turn}-{nodes}-"), scene.options.due, Span { first, length: OVER })?;
    let newest = scene.sql().numbers(Both { postgres: NEWEST, sqlite: NEWEST })?.first().copied().unwrap_or_default();
    let (busy, log_before) = (Busy::start(), growth::log_bytes(&scene.sql())?);
    let servers = scene.start_nodes(nodes)?;
    let (begin, expected) = (Instant::now(), f64::from(scene.options.due));
    scene.setup.runtime.block_on(async {
        while counter(&scene.metrics(&servers).await?, WOKEN) < expected {
            ensure!(begin.elapsed() < LIMIT, "what is overdue was not worked off within {LIMIT:?}");
            tokio::time::sleep(POLL).await;
        }
        Ok(())
    })?;
    let busy = busy.share();
    drop(servers);
    let log_bytes = log_before.zip(growth::log_bytes(&scene.sql())?).map(|(before, after)| (after - before) / expected);
    let entries = format!("FROM events WHERE seq > {newest} AND subject = 'clock'");
    let took = scene.sql().numbers(Both {
        postgres: &format!(
            "SELECT extract(epoch FROM max(at) - min(at)), \
             extract(epoch FROM percentile_disc(0.25) WITHIN GROUP (ORDER BY at) - min(at)), \
             extract(epoch FROM max(at) - percentile_disc(0.75) WITHIN GROUP (ORDER BY at)) {entries}"
        ),
        sqlite: &format!(
            "SELECT (max(at) - min(at)) / 1e6, (max(at) FILTER (WHERE quarter = 1) - min(at)) / 1e6, \
             (max(at) - max(at) FILTER (WHERE quarter = 3)) / 1e6 \
             FROM (SELECT at, ntile(4) OVER (ORDER BY at) AS quarter {entries})"
        ),
    })?;
    let seconds = |place: usize| took.get(place).copied().unwrap_or_default();
    Ok(Drain { rate: expected / seconds(0), busy, log_bytes, slowed: seconds(2) / seconds(1) })
}

const NEWEST: &str = "SELECT coalesce(max(seq), 0) FROM events";
