//! Wakes what is due: warnings and breaches of clocks, callbacks whose time has come.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bihuan_app::App;
use bihuan_app::clocks::{self, WakeReport};
use bihuan_app::error::Error;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::statistics::WorkerStatistics;

/// The longest sleep: what another node arms is noticed within this time.
const POLL_MAX: Duration = Duration::from_secs(1);
/// The shortest: what comes due meanwhile shares a batch, and what is armed meanwhile shares a look.
const GATHER: Duration = Duration::from_millis(50);
/// The pause after a round that failed as a whole.
const ERROR_PAUSE: Duration = Duration::from_secs(2);
pub(crate) async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match round(&app, &statistics, &stop).await {
            Ok(pause) => pause,
            Err(error) => {
                statistics.record_error();
                tracing::warn!(%error, "what is due could not be woken; trying again");
                ERROR_PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(GATHER) => {}
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.armed.notified() => {}
            () = tokio::time::sleep(pause.saturating_sub(GATHER)) => {}
        }
    }
}

/// Wakes batches until nothing is due, and answers how long to sleep.
async fn round(
    app: &Arc<App>,
    statistics: &Arc<WorkerStatistics>,
    stop: &CancellationToken,
) -> Result<Duration, Error> {
    let pause = look(app, statistics).await?;
    if !pause.is_zero() {
        return Ok(pause);
    }
    if batch(app, statistics).await?.is_full() {
        drain(app, statistics, stop).await?;
    }
    // What came due meanwhile waits for the next round, and so does what other nodes hold.
    Ok(look(app, statistics).await?.max(GATHER))
}

/// How long nothing is due: not for longer than [`POLL_MAX`], as far as it will look ahead.
async fn look(app: &Arc<App>, statistics: &WorkerStatistics) -> Result<Duration, Error> {
    let started = Instant::now();
    let next = clocks::next_due(app).await?;
    statistics.record_look(started.elapsed());
    let Some(next) = next else { return Ok(POLL_MAX) };
    let micros = u64::try_from(next.as_micros() - app.clock.now().as_micros()).unwrap_or_default();
    Ok(Duration::from_micros(micros).min(POLL_MAX))
}

async fn batch(app: &Arc<App>, statistics: &WorkerStatistics) -> Result<WakeReport, Error> {
    let started = Instant::now();
    let report = clocks::wake_due(app).await?;
    statistics.record(&report, app.clock.now(), started.elapsed());
    Ok(report)
}

/// Wakes full batches, several at once, until there are none.
async fn drain(app: &Arc<App>, statistics: &Arc<WorkerStatistics>, stop: &CancellationToken) -> Result<(), Error> {
    let mut lanes = JoinSet::new();
    for _ in 0..clocks::lanes(app) {
        let (app, statistics, stop) = (app.clone(), statistics.clone(), stop.clone());
        lanes.spawn(async move {
            while !stop.is_cancelled() && batch(&app, &statistics).await?.is_full() {}
            Ok(())
        });
    }
    let mut outcome = Ok(());
    while let Some(ended) = lanes.join_next().await {
        outcome = outcome.and(ended.unwrap_or_else(|error| Err(Error::Internal(Box::new(error)))));
    }
    outcome
}
