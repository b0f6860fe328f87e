//! Reconcilers: tasks without input that look at the state of the data, do what is due, and may be stopped or killed
//! at any point. Nothing is queued beside the data, so nothing is lost with a process.
//!
//! Several nodes may run them over one database: they share the work by row locks, and there is no leader.

pub mod channels;
pub mod statistics;
mod tasks;

use std::sync::Arc;

use bihuan_app::App;
use bihuan_app::error::Error;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use channels::Channel;
use statistics::{DeliveryStatistics, WorkerStatistics};

/// Runs all reconcilers until they are told to stop; each finishes what it has begun.
pub async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    tasks.spawn(tasks::wake::run(app.clone(), statistics, stop.clone()));
    tasks.spawn(tasks::refresh::run(app.clone(), stop.clone()));
    tasks.spawn(tasks::forget::run(app, stop));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a reconciler died");
        }
    }
}

/// Pushes notifications by these channels until told to stop. Apart from the other reconcilers: what waits for the
/// world outside must not make a clock late.
pub async fn deliver(
    app: Arc<App>,
    channels: Vec<(Arc<dyn Channel>, Arc<DeliveryStatistics>)>,
    stop: CancellationToken,
) {
    let mut tasks = JoinSet::new();
    for (channel, statistics) in channels {
        tasks.spawn(tasks::deliver::run(app.clone(), channel, statistics, stop.clone()));
    }
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a deliverer died");
        }
    }
}

/// Pushes by one channel what is due now, once, and answers how many attempts that took.
///
/// # Errors
/// When the database cannot be reached.
pub async fn deliver_due(
    app: &Arc<App>,
    channel: &Arc<dyn Channel>,
    statistics: &Arc<DeliveryStatistics>,
) -> Result<usize, Error> {
    tasks::deliver::send_due(app, channel, statistics).await
}
