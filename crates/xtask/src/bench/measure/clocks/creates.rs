//! Opening tickets at a fixed rate beside what is measured.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;
use hdrhistogram::Histogram;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::bench::measure::load::Connection;
use crate::bench::measure::request::Request;

const LATENCY_MAX_MICROS: u64 = 120_000_000;
const SIGNIFICANT_DIGITS: u8 = 3;

/// Connections that take turns, so that a slow answer holds up none of the others.
const CONNECTIONS: u32 = 8;

/// Opens so many tickets a second until told to stop; answers how long each took from when it should have been sent, in
/// microseconds.
pub(super) async fn open(
    address: SocketAddr,
    request: Request,
    per_second: u64,
    stop: watch::Receiver<bool>,
) -> Result<Histogram<u64>> {
    let pause = Duration::from_secs(1) / u32::try_from(per_second)?;
    let (begin, mut opening) = (Instant::now(), JoinSet::new());
    for turn in 0..CONNECTIONS {
        opening.spawn(in_turn(address, request.clone(), begin + pause * turn, pause * CONNECTIONS, stop.clone()));
    }
    let mut latency = histogram()?;
    while let Some(ended) = opening.join_next().await {
        latency.add(ended??)?;
    }
    Ok(latency)
}

fn histogram() -> Result<Histogram<u64>> {
    Ok(Histogram::new_with_bounds(1, LATENCY_MAX_MICROS, SIGNIFICANT_DIGITS)?)
}

async fn in_turn(
    address: SocketAddr,
    request: Request,
    mut next: Instant,
    pause: Duration,
    stop: watch::Receiver<bool>,
) -> Result<Histogram<u64>> {
    let (mut latency, mut buffer) = (histogram()?, Vec::new());
    let mut connection = Connection::open(address).await?;
    request.write("", &mut buffer);
    while !*stop.borrow() {
        tokio::time::sleep_until(next.into()).await;
        connection.exchange(&buffer).await?.expect_success()?;
        latency.saturating_record(u64::try_from(next.elapsed().as_micros()).unwrap_or(u64::MAX));
        next += pause;
    }
    Ok(latency)
}
