use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use tokio::task::JoinSet;

use super::connection::Connection;
use crate::bench::measure::processor::{Cost, Meter};
use crate::bench::measure::request::Script;

/// Before the time is taken.
const WARM_UP: Duration = Duration::from_secs(1);
/// How much longer than it should a measurement may take.
const GRACE: Duration = Duration::from_secs(60);
const LATENCY_MAX_MICROS: u64 = 120_000_000;
const SIGNIFICANT_DIGITS: u8 = 3;

/// What was seen.
#[derive(Debug)]
pub(crate) struct Measured {
    /// Operations a second.
    pub(crate) rate: f64,
    /// How long each took, in microseconds.
    pub(crate) latency: Histogram<u64>,
    /// What each cost.
    pub(crate) cost: Option<Cost>,
}

/// Lets so many clients work for a while, after warming up. `meter` is asked for when the time begins to count.
pub(crate) async fn drive(
    script: Script,
    clients: usize,
    duration: Duration,
    meter: impl FnOnce() -> Meter,
) -> Result<Measured> {
    let mut connections = Vec::new();
    for _ in 0..clients {
        connections.push(Connection::open(script.address).await?);
    }
    let (script, begin) = (Arc::new(script), Instant::now() + WARM_UP);
    let end = begin + duration;
    let mut working = JoinSet::new();
    for (client, connection) in connections.into_iter().enumerate() {
        let tickets = script.tickets_of(client, clients);
        working.spawn(work(connection, script.clone(), tickets, begin, end));
    }
    tokio::time::sleep_until(begin.into()).await;
    let meter = meter();
    let mut latency = histogram()?;
    while let Some(done) = tokio::time::timeout(duration + GRACE, working.join_next()).await.context("no end")? {
        latency.add(done??)?;
    }
    let cost = meter.cost(latency.len());
    #[expect(clippy::cast_precision_loss, reason = "a count of a few seconds")]
    let rate = latency.len() as f64 / duration.as_secs_f64();
    Ok(Measured { rate, latency, cost })
}

async fn work(
    mut connection: Connection,
    script: Arc<Script>,
    tickets: Vec<String>,
    begin: Instant,
    end: Instant,
) -> Result<Histogram<u64>> {
    let mut latency = histogram()?;
    let (mut buffer, mut turns) = (Vec::new(), tickets.iter().cycle());
    loop {
        let ticket = turns.next().map_or("", String::as_str);
        let started = Instant::now();
        for request in &script.requests {
            request.write(ticket, &mut buffer);
            connection.exchange(&buffer).await?.expect_success()?;
        }
        let ended = Instant::now();
        if ended >= end {
            return Ok(latency);
        }
        if ended >= begin {
            latency.saturating_record(u64::try_from((ended - started).as_micros()).unwrap_or(u64::MAX));
        }
    }
}

fn histogram() -> Result<Histogram<u64>> {
    Ok(Histogram::new_with_bounds(1, LATENCY_MAX_MICROS, SIGNIFICANT_DIGITS)?)
}
