//! Takes everybody off the lists of closed campaigns.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::campaigns::sweep_closed;
use tokio_util::sync::CancellationToken;

/// The pause when no campaign was closed: calls may still be handed out so long after the end.
const POLL: Duration = Duration::from_secs(1);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match sweep_closed(&app).await {
            // Who could not be taken off would be found again at once: he waits for the next look.
            Ok(report) if report.full && report.left == 0 => {
                tokio::task::yield_now().await;
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "closed campaigns could not be swept; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}
