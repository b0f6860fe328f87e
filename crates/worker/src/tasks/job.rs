//! Works on jobs: one at a time on each node, in a task of its own, so that no clock waits for one.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::jobs::run::{self, Stepped};
use tokio_util::sync::CancellationToken;

use crate::statistics::WorkerStatistics;

/// The longest sleep: a job that another node has queued is noticed within this time.
const POLL_MAX: Duration = Duration::from_secs(2);

pub(crate) async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&app, &statistics, &stop).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => {
                statistics.record_step(Stepped::Lost);
                tracing::warn!(%error, "jobs could not be looked up; trying again");
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.queued.notified() => {}
            () = tokio::time::sleep(POLL_MAX) => {}
        }
    }
}

/// Takes a job, if one is due, and works on it until it ends or the node stops. Answers whether one was due.
async fn round(app: &Arc<App>, statistics: &WorkerStatistics, stop: &CancellationToken) -> Result<bool, Error> {
    let Some(mut work) = run::take(app).await? else { return Ok(false) };
    loop {
        if stop.is_cancelled() {
            run::put_down(app, work).await;
            return Ok(false);
        }
        let stepped = run::step(app, &mut work).await;
        statistics.record_step(stepped);
        if stepped != Stepped::On {
            return Ok(true);
        }
        // Requests come first: between two steps everybody else gets a turn.
        tokio::task::yield_now().await;
    }
}
