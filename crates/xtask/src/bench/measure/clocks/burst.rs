//! Many alarms within a short time, while tickets are opened.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use hdrhistogram::Histogram;
use tokio::sync::watch;

use super::busy::Busy;
use super::growth::{self, Size};
use super::lateness::{self, Lateness, counter, seen_within};
use super::models::Span;
use super::scene::{Scene, WOKEN, now};
use super::{creates, demand};
use crate::bench::measure::processor::{Cost, Meter, Whose};
use crate::bench::measure::request::Request;
use crate::bench::measure::server::Server;

/// How long before the first alarm servers and whoever opens tickets are there.
const HEAD_START: Duration = Duration::from_secs(2);
/// How much longer than the window it may take.
const GRACE: Duration = Duration::from_secs(120);
const POLL: Duration = Duration::from_millis(200);
/// Tickets copied a second, at least; and what opening the models may take.
const COPIED_PER_SECOND: u32 = 2_000;
const MODELS_SECONDS: u32 = 30;
const P99: f64 = 0.99;

/// What was seen.
#[derive(Debug)]
pub(super) struct Burst {
    pub(super) woken: f64,
    pub(super) seconds: f64,
    pub(super) lateness: Lateness,
    /// Seconds within which all but one in a hundred could be seen by others, as the servers count.
    pub(super) seen_within: Option<f64>,
    /// From when a ticket should have been opened, in microseconds.
    pub(super) creates: Histogram<u64>,
    pub(super) cost: Option<Cost>,
    pub(super) busy: Option<f64>,
    pub(super) before: Vec<Size>,
    pub(super) after: Vec<Size>,
}

/// Lets the alarms of so many tickets come due.
pub(super) fn run(scene: &Scene<'_>) -> Result<Burst> {
    let options = scene.options;
    let lead = Duration::from_secs(u64::from(MODELS_SECONDS + options.due / COPIED_PER_SECOND));
    let span = Span { first: now() + lead, length: Duration::from_secs(options.window_seconds) };
    scene.plant_due("W", options.due, span)?;
    let before = growth::sizes(&scene.sql())?;
    let servers = scene.start_nodes(options.nodes)?;
    ensure!(now() + HEAD_START <= span.first, "preparing took longer than {lead:?}: this machine is too slow for it");
    let watched = scene.setup.runtime.block_on(watch(scene, &servers, span))?;
    drop(servers);
    let sql = scene.sql();
    let lateness = lateness::of(&sql, span.first, span.first + span.length)?;
    ensure!(lateness.entries >= f64::from(options.due), "only {} of {} were told", lateness.entries, options.due);
    let after = growth::sizes(&sql)?;
    let Watched { pages, seconds, creates, cost, busy } = watched;
    let (woken, seen_within) = (counter(&pages, WOKEN), seen_within(&pages, P99));
    Ok(Burst { woken, seconds, lateness, seen_within, creates, cost, busy, before, after })
}

struct Watched {
    pages: Vec<String>,
    seconds: f64,
    creates: Histogram<u64>,
    cost: Option<Cost>,
    busy: Option<f64>,
}

async fn watch(scene: &Scene<'_>, servers: &[Server], span: Span) -> Result<Watched> {
    let first = servers.first().context("no server was started")?;
    let token = first.sign_in().await?;
    let request = Request::post("/v1/tickets", &token, &demand());
    let (stop, stopped) = watch::channel(false);
    let opening = tokio::spawn(creates::open(first.address, request, scene.options.creates, stopped));
    let wait = Duration::try_from(span.first - now()).unwrap_or_default();
    tokio::time::sleep(wait).await;
    let (begin, busy) = (Instant::now(), Busy::start());
    let meters: Vec<Meter> = scene.meters(servers);
    let expected = f64::from(scene.options.due);
    let pages = loop {
        let pages = scene.metrics(servers).await?;
        if counter(&pages, WOKEN) >= expected || begin.elapsed() > span.length + GRACE {
            break pages;
        }
        tokio::time::sleep(POLL).await;
    };
    let seconds = begin.elapsed().as_secs_f64();
    let cost = scene.cost(&meters);
    let busy = busy.share();
    stop.send(true)?;
    let creates = opening.await??;
    Ok(Watched { pages, seconds, creates, cost, busy })
}

impl Scene<'_> {
    fn meters(&self, servers: &[Server]) -> Vec<Meter> {
        let cluster = self.setup.cluster_of(&self.database);
        let each = servers.iter().enumerate();
        // That of PostgreSQL is taken once.
        each.map(|(no, server)| Meter::start(Whose::Process(server.process()), cluster.filter(|_| no == 0))).collect()
    }

    /// For each ticket that came due, of all servers together.
    fn cost(&self, meters: &[Meter]) -> Option<Cost> {
        let each: Option<Vec<Cost>> = meters.iter().map(|meter| meter.cost(u64::from(self.options.due))).collect();
        let each = each?;
        let database = each.iter().find_map(|cost| cost.database);
        Some(Cost { own: each.iter().map(|cost| cost.own).sum(), database })
    }
}
