//! Reconcilers: tasks without input that look at the state of the data, do what is due, and may be stopped or killed
//! at any point. Nothing is queued beside the data, so nothing is lost with a process.
//!
//! Several nodes may run them over one database: they share the work by row locks, and there is no leader.

pub mod channels;
mod delivery_statistics;
pub mod statistics;
mod tasks;

pub use delivery_statistics::DeliveryStatistics;

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::error::Error;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use channels::Channel;
use statistics::WorkerStatistics;

/// The pause before a reconciler that died is started again.
const REVIVAL_PAUSE: Duration = Duration::from_secs(1);

/// Runs all reconcilers until they are told to stop; each finishes what it has begun.
pub async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    let mut all = Reconcilers { tasks: JoinSet::new(), app, stop };
    let seen = statistics.clone();
    all.start("wake", move |app, stop| tasks::wake::run(app, seen.clone(), stop));
    let seen = statistics.clone();
    all.start("job", move |app, stop| tasks::job::run(app, seen.clone(), stop));
    all.start("lag", move |app, stop| tasks::lag::run(app, statistics.clone(), stop));
    all.start("refresh", tasks::refresh::run);
    all.start("figures", tasks::figures::run);
    all.start("reports", tasks::reports::run);
    all.start("release", tasks::release::run);
    all.start("sweep", tasks::sweep::run);
    all.start("samples", tasks::samples::run);
    all.start("watch", tasks::watch::run);
    all.start("forget", tasks::forget::run);
    while all.tasks.join_next().await.is_some() {}
}

struct Reconcilers {
    tasks: JoinSet<()>,
    app: Arc<App>,
    stop: CancellationToken,
}

impl Reconcilers {
    fn start<F>(&mut self, name: &'static str, run: impl Fn(Arc<App>, CancellationToken) -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (app, stop) = (self.app.clone(), self.stop.clone());
        self.tasks.spawn(keep_alive(name, self.stop.clone(), move || run(app.clone(), stop.clone())));
    }
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

/// Pushes notifications by these channels until told to stop. Apart from the other reconcilers: what waits for the
/// world outside must not make a clock late.
pub async fn deliver(
    app: Arc<App>,
    channels: Vec<(Arc<dyn Channel>, Arc<DeliveryStatistics>)>,
    stop: CancellationToken,
) {
    let mut tasks = JoinSet::new();
    for (channel, statistics) in channels {
        let (inner, end) = (app.clone(), stop.clone());
        tasks.spawn(keep_alive("deliver", stop.clone(), move || {
            tasks::deliver::run(inner.clone(), channel.clone(), statistics.clone(), end.clone())
        }));
    }
    while tasks.join_next().await.is_some() {}
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
