//! Watches over appeals that wait for a ruling.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::appeals;
use bihuan_app::error::Error;
use tokio_util::sync::CancellationToken;

/// How often it is looked: somebody may be told so late.
const POLL: Duration = Duration::from_secs(60);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&app, &stop).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, "appeals could not be watched; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

async fn round(app: &Arc<App>, stop: &CancellationToken) -> Result<(), Error> {
    while !stop.is_cancelled() && appeals::watch_due(app).await? {}
    Ok(())
}
