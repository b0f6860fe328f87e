//! Measures how far waking lags behind, apart from waking itself, so that it shows when that stands still.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::{App, clocks};
use tokio_util::sync::CancellationToken;

use crate::statistics::WorkerStatistics;

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(5);

pub(crate) async fn run(app: Arc<App>, statistics: Arc<WorkerStatistics>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match clocks::backlog(&app).await {
            Ok(backlog) => statistics.record_backlog(backlog),
            Err(error) => tracing::warn!(%error, "what is overdue could not be counted"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
