//! A database with many armed clocks, and the servers on it.

use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;

use super::copies::{self, Batch};
use super::models::{self, Alarms, Span};
use super::relay;
use super::sql::Sql;
use crate::bench::case::Engine;
use crate::bench::clock_options::ClockOptions;
use crate::bench::measure::database::Database;
use crate::bench::measure::server::Server;
use crate::bench::measure::setup::Setup;

/// The counter of tickets to which time made something happen.
pub(super) const WOKEN: &str = "bihuan_wake_tickets_total";

/// Real cases that are copied: as many moments within a span.
const MODELS_DUE: u32 = 600;
const MODELS_FAR: u32 = 64;
/// The alarms of those that are merely armed come in this time, spread over a day.
const FAR: Duration = Duration::from_secs(30 * 86_400);
const FAR_LENGTH: Duration = Duration::from_secs(30);
const FAR_SPREAD_SECONDS: u32 = 86_400;

pub(super) struct Scene<'a> {
    pub(super) setup: &'a Setup,
    pub(super) options: &'a ClockOptions,
    pub(super) database: Database,
    alarms: Alarms,
    /// The same database as the servers reach it.
    reached: Database,
}

impl<'a> Scene<'a> {
    /// A database in which so many tickets are armed, none of which comes due soon.
    pub(super) fn prepare(setup: &'a Setup, options: &'a ClockOptions, engine: Engine, armed: u32) -> Result<Self> {
        let scratch = setup.database(engine, "calibration")?;
        models::add_keeper(setup, &scratch)?;
        let alarms = Alarms::measure(setup, &scratch)?;
        let database = setup.database(engine, "clocks")?;
        models::add_keeper(setup, &database)?;
        let reached = match (engine, options.distance_millis) {
            (Engine::Sqlite, _) | (_, 0) => database.clone(),
            (Engine::Postgres, millis) => relay::at_distance(&database, Duration::from_millis(millis))?,
        };
        let scene = Self { setup, options, database, alarms, reached };
        let span = Span { first: now() + FAR, length: FAR_LENGTH };
        scene.plant("F", armed, span, MODELS_FAR, FAR_SPREAD_SECONDS)?;
        Ok(scene)
    }

    /// Adds tickets whose alarms come due evenly within the span.
    pub(super) fn plant_due(&self, prefix: &str, count: u32, span: Span) -> Result<()> {
        self.plant(prefix, count, span, MODELS_DUE, 0)
    }

    fn plant(&self, prefix: &str, count: u32, span: Span, models: u32, spread_seconds: u32) -> Result<()> {
        self.setup.interrupt.check()?;
        let models = models.min(count);
        let ids = models::open(self.setup, &self.database, self.alarms, models, span)?;
        let millis = now().as_millisecond();
        let batch = Batch { prefix, count: count - models, millis, spread_seconds };
        copies::make(&self.sql(), &ids, batch)
    }

    pub(super) fn sql(&self) -> Sql {
        Sql::on(self.setup, &self.database)
    }

    /// Starts so many servers.
    pub(super) fn start_nodes(&self, nodes: usize) -> Result<Vec<Server>> {
        (0..nodes).map(|_| Server::start(self.setup, &self.reached, &["--log", "warn"])).collect()
    }

    /// The metrics of all servers.
    pub(super) async fn metrics(&self, servers: &[Server]) -> Result<Vec<String>> {
        let mut pages = Vec::new();
        for server in servers {
            pages.push(server.metrics().await?);
        }
        Ok(pages)
    }
}

/// The present millisecond.
pub(super) fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "there is no application here whose clock could be asked")]
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}
