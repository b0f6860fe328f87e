//! Releases the tickets that waited for a main ticket.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::tickets::release_waiting;
use tokio_util::sync::CancellationToken;

/// The pause when nobody is left to be released: what a department did is told to the others within this time.
const POLL: Duration = Duration::from_secs(1);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match release_waiting(&app).await {
            // What could not be released would be found again at once: it waits for the next look.
            Ok(report) if report.full && report.left == 0 => {
                tokio::task::yield_now().await;
                continue;
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "tickets that waited could not be released; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}
