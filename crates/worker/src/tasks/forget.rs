//! Forgets kept answers that no repetition can ask for any more.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::{App, maintenance};
use tokio_util::sync::CancellationToken;

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(600);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match maintenance::forget_old_replies(&app).await {
            Ok(0) => {}
            // A full batch: there may be more.
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "old answers could not be forgotten; trying again later"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}
