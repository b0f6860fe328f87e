//! Reconcilers: tasks without input that look at the state of the data, do what is due, and may be stopped or killed
//! at any point. Nothing is queued beside the data, so nothing is lost with a process.
//!
//! Several nodes may run them over one database: they share the work by row locks, and there is no leader.

pub mod statistics;
mod tasks;

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use statistics::WorkerStatistics;

/// The pause before a reconciler that died is started again.
const REVIVAL_PAUSE: Duration = Duration::from_secs(1);

/// Runs all reconcilers until they are told to stop; each finishes what it has begun.
pub async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    let mut tasks = JoinSet::new();
    let (inner, seen, end) = (app.clone(), statistics.clone(), stop.clone());
    tasks.spawn(keep_alive("wake", stop.clone(), move || tasks::wake::run(inner.clone(), seen.clone(), end.clone())));
    let (inner, seen, end) = (app.clone(), statistics.clone(), stop.clone());
    tasks.spawn(keep_alive("job", stop.clone(), move || tasks::job::run(inner.clone(), seen.clone(), end.clone())));
    let (inner, end) = (app.clone(), stop.clone());
    tasks.spawn(keep_alive("lag", stop.clone(), move || {
        tasks::lag::run(inner.clone(), statistics.clone(), end.clone())
    }));
    let (inner, end) = (app.clone(), stop.clone());
    tasks.spawn(keep_alive("refresh", stop.clone(), move || tasks::refresh::run(inner.clone(), end.clone())));
    let end = stop.clone();
    tasks.spawn(keep_alive("forget", stop, move || tasks::forget::run(app.clone(), end.clone())));
    while tasks.join_next().await.is_some() {}
}

/// Starts a reconciler again when it dies: others of this process depend on none of its state.
async fn keep_alive<F>(name: &'static str, stop: CancellationToken, start: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    while !stop.is_cancelled() {
        let Err(error) = tokio::spawn(start()).await else { continue };
        tracing::error!(%error, name, "a reconciler died; it is started again");
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(REVIVAL_PAUSE) => {}
        }
    }
}
