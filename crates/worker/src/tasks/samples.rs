//! Reaches the promised shares of samples when their period is over.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::callbacks;
use bihuan_app::error::Error;
use tokio_util::sync::CancellationToken;

/// How often it is looked: a lost call waits so long for the one that takes its place.
const POLL: Duration = Duration::from_secs(30 * 60);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match callbacks::top_up_ended(&app).await {
            Ok(0) | Err(Error::NotFound { .. }) => {}
            Ok(added) => tracing::info!(added, "customers are called in addition to reach the share of a sample"),
            Err(error) => tracing::warn!(%error, "samples could not be topped up; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}
