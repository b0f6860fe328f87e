//! Lets the figures follow the log, in a task of their own: no clock waits for a figure.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::figures;
use tokio_util::sync::CancellationToken;

/// The pause when nothing is left: what happens is counted within this time.
const POLL: Duration = Duration::from_secs(1);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match figures::follow(&app).await {
            // Requests come first: between two steps everybody else gets a turn.
            Ok(followed) if followed.more => {
                tokio::task::yield_now().await;
                continue;
            }
            Ok(_) | Err(Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, "figures could not follow the log; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}
