//! The metrics of database and reconcilers, read when somebody asks.

use std::sync::Arc;

use bihuan_persistence::Database;
use bihuan_worker::statistics::{DeliveryStatistics, WorkerStatistics};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;

use crate::channels::Open;

/// Adds the metrics.
pub(super) fn register(
    registry: &mut Registry,
    database: Database,
    statistics: Arc<WorkerStatistics>,
    channels: Vec<Open>,
) {
    registry.register_collector(Box::new(Node { database, statistics }));
    registry.register_collector(Box::new(Pushes { channels }));
}

#[derive(Debug)]
struct Node {
    database: Database,
    statistics: Arc<WorkerStatistics>,
}

impl Collector for Node {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        let database = self.database.statistics();
        let counters = [
            ("database_waits", "Uses of the database that had to wait", database.waits),
            ("database_busy", "Uses of the database that were turned away", database.busy),
            ("database_retries", "Transactions that were tried again", database.retries),
            ("database_batches", "Group commits", database.batches),
            ("database_jobs", "Writes in group commits", database.jobs),
            ("wake_tickets", "Tickets to which time made something happen", self.statistics.woken()),
            ("wake_failures", "Tickets that could not be woken and were put off", self.statistics.failed()),
            ("wake_errors", "Rounds of waking that failed as a whole", self.statistics.errors()),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            let metric = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(metric)?;
        }
        let late = ConstGauge::new(self.statistics.late_seconds());
        let help = "Seconds by which the latest round told its most overdue ticket too late";
        let metric = encoder.encode_descriptor("wake_late_seconds", help, None, late.metric_type())?;
        late.encode(metric)
    }
}

/// What is pushed, by channel.
#[derive(Debug)]
struct Pushes {
    channels: Vec<Open>,
}

impl Collector for Pushes {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), std::fmt::Error> {
        if self.channels.is_empty() {
            return Ok(());
        }
        type Count = fn(&DeliveryStatistics) -> u64;
        let counters: [(&str, &str, Count); 3] = [
            ("push_sent", "Notifications that were taken", DeliveryStatistics::sent),
            ("push_refused", "Attempts to push that were not taken", DeliveryStatistics::refused),
            ("push_errors", "Rounds of pushing that failed on our side", DeliveryStatistics::errors),
        ];
        for (name, help, count) in counters {
            let mut family = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
            for (channel, statistics) in &self.channels {
                let label = [("channel", channel.channel().as_str())];
                ConstCounter::new(count(statistics)).encode(family.encode_family(&label)?)?;
            }
        }
        type Level = fn(&DeliveryStatistics) -> i64;
        let gauges: [(&str, &str, Level); 2] = [
            ("push_pending", "Pushes that wait", DeliveryStatistics::pending),
            ("push_age_seconds", "How long the longest due push has been due", DeliveryStatistics::age_seconds),
        ];
        for (name, help, level) in gauges {
            let mut family = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
            for (channel, statistics) in &self.channels {
                let label = [("channel", channel.channel().as_str())];
                ConstGauge::new(level(statistics)).encode(family.encode_family(&label)?)?;
            }
        }
        Ok(())
    }
}
