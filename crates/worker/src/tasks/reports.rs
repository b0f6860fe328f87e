//! Runs reports whose time has come.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::error::Error;
use bihuan_app::reports;
use tokio_util::sync::CancellationToken;

/// How often it is looked: a report may be so late.
const POLL: Duration = Duration::from_secs(60);

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match round(&app, &stop).await {
            Ok(()) | Err(Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, "reports could not be run; trying again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

async fn round(app: &Arc<App>, stop: &CancellationToken) -> Result<(), Error> {
    reports::plan_all(app).await?;
    while !stop.is_cancelled() && reports::run_due(app).await? {}
    Ok(())
}
