//! Forgets what nobody asks for any more: kept answers that are too old for a repetition, and jobs that ended long ago.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::error::Error;
use bihuan_app::{App, maintenance};
use tokio_util::sync::CancellationToken;

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(600);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&app).await {
            Ok(0) => {}
            // There may be more.
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "what is old could not be forgotten; trying again later"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(PAUSE) => {}
        }
    }
}

async fn round(app: &Arc<App>) -> Result<usize, Error> {
    Ok(maintenance::forget_old_replies(app).await? + maintenance::forget_old_jobs(app).await?)
}
