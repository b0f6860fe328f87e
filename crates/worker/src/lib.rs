//! Reconcilers: tasks without input that look at the state of the data, do what is due, and may be stopped or killed
//! at any point. Nothing is queued beside the data, so nothing is lost with a process.
//!
//! Several nodes may run them over one database: they share the work by row locks, and there is no leader.

pub mod statistics;
mod tasks;

use std::sync::Arc;

use bihuan_app::App;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use statistics::WorkerStatistics;

/// Runs all reconcilers until they are told to stop; each finishes what it has begun.
pub async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    tasks.spawn(tasks::wake::run(app.clone(), statistics.clone(), stop.clone()));
    tasks.spawn(tasks::job::run(app.clone(), statistics, stop.clone()));
    tasks.spawn(tasks::refresh::run(app.clone(), stop.clone()));
    tasks.spawn(tasks::forget::run(app, stop));
    while let Some(ended) = tasks.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "a reconciler died");
        }
    }
}
