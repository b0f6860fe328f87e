//! Wakes what is due: warnings and breaches of clocks, callbacks whose time has come.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::clocks;
use bihuan_app::error::Error;
use tokio_util::sync::CancellationToken;

use crate::statistics::WorkerStatistics;

/// The longest sleep: what another node arms is noticed within this time.
const POLL_MAX: Duration = Duration::from_secs(1);
/// The pause after a round that failed as a whole.
const ERROR_PAUSE: Duration = Duration::from_secs(2);

pub(crate) async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pause = match round(&app, &statistics).await {
            Ok(pause) => pause,
            Err(error) => {
                statistics.record_error();
                tracing::warn!(%error, "what is due could not be looked up; trying again");
                ERROR_PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.armed.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Wakes batches until nothing is due, and answers how long to sleep.
async fn round(app: &Arc<App>, statistics: &WorkerStatistics) -> Result<Duration, Error> {
    loop {
        let report = clocks::wake_due(app).await?;
        if report.due == 0 {
            break;
        }
        statistics.record(&report);
        if report.woken == 0 {
            // Other nodes hold what is left.
            return Ok(POLL_MAX);
        }
    }
    let Some(next) = clocks::next_due(app).await? else { return Ok(POLL_MAX) };
    let micros = u64::try_from(next.as_micros() - app.clock.now().as_micros()).unwrap_or_default();
    Ok(Duration::from_micros(micros).min(POLL_MAX))
}
