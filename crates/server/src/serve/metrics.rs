//! The metrics of database and reconcilers, read when somebody asks.

use std::sync::Arc;

use bihuan_persistence::Database;
use bihuan_worker::DeliveryStatistics;
use bihuan_worker::statistics::{WakeState, WorkerStatistics};
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::{Registry, Unit};

use crate::channels::Open;

/// Adds the metrics.
pub(super) fn register(
    registry: &mut Registry,
    database: Database,
    statistics: Arc<WorkerStatistics>,
    channels: Vec<Open>,
) {
    let histograms = [
        ("wake_lateness", "From when a ticket was due to when others could see it woken", statistics.lateness()),
        ("wake_look", "What it took to look whether something is due", statistics.looks()),
        ("wake_batch", "What it took to wake a batch of tickets", statistics.batches()),
    ];
    for (name, help, histogram) in histograms {
        registry.register_with_unit(name, help, Unit::Seconds, histogram.clone());
    }
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
            ("job_steps", "Steps of jobs that were taken", self.statistics.job_steps()),
            ("job_failures", "Steps of jobs that failed and are tried again", self.statistics.job_failures()),
        ];
        for (name, help, value) in counters {
            let counter = ConstCounter::new(value);
            let metric = encoder.encode_descriptor(name, help, None, counter.metric_type())?;
            counter.encode(metric)?;
        }
        let gauges = [
            ("wake_overdue", "Tickets that wait to be woken, on any node", self.statistics.overdue()),
            ("wake_stuck", "Whether waking stands still", i64::from(self.statistics.state() == WakeState::Stuck)),
        ];
        for (name, help, value) in gauges {
            let gauge = ConstGauge::new(value);
            gauge.encode(encoder.encode_descriptor(name, help, None, gauge.metric_type())?)?;
        }
        let oldest = ConstGauge::new(self.statistics.oldest().as_secs_f64());
        let help = "For how long the longest overdue ticket has been waiting to be woken";
        oldest.encode(encoder.encode_descriptor("wake_oldest", help, Some(&Unit::Seconds), oldest.metric_type())?)
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
