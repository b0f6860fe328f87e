//! Notices what another node has changed in the directory: users, units, the policy.

use std::sync::Arc;
use std::time::Duration;

use bihuan_app::App;
use bihuan_app::directory::{Directory, REFRESH_SECONDS};
use tokio_util::sync::CancellationToken;

pub(crate) async fn run(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(error) = Directory::refresh(&app).await {
            tracing::warn!(%error, "the directory could not be refreshed; what is known stays");
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(Duration::from_secs(REFRESH_SECONDS)) => {}
        }
    }
}
