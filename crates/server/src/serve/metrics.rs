//! The metrics of database and reconcilers, read when somebody asks.

use std::sync::Arc;

use bihuan_persistence::Database;
use bihuan_worker::statistics::WorkerStatistics;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::registry::Registry;

/// Adds the metrics.
pub(super) fn register(registry: &mut Registry, database: Database, statistics: Arc<WorkerStatistics>) {
    registry.register_collector(Box::new(Node { database, statistics }));
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
        let late = ConstGauge::new(self.statistics.late_seconds());
        let help = "Seconds by which the latest round told its most overdue ticket too late";
        let metric = encoder.encode_descriptor("wake_late_seconds", help, None, late.metric_type())?;
        late.encode(metric)
    }
}
