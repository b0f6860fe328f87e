//! `bihuan serve`

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::ServeOptions;
use crate::output;
use crate::serve::Running;

/// Serves until it is told to stop (SIGTERM, Ctrl-C).
pub(super) async fn run(options: &ServeOptions) -> anyhow::Result<()> {
    // Before anybody is told that this runs: whoever is told may stop it at once.
    let mut terminated = signal(SignalKind::terminate()).context("listening for SIGTERM")?;
    let mut running = Running::start(options).await?;
    output::line(format!("Listening on {0} — documentation at {0}/docs", running.url()));
    if options.sandbox {
        output::line("This is a sandbox: its clock stands still until an administrator moves it.");
    }
    if running.app.directory.current_policy().is_err() {
        output::line("No policy is in force yet: run `bihuan policy publish 95598`, then `bihuan user add`.");
    }
    tokio::select! {
        ended = running.ended() => return ended,
        _ = terminated.recv() => {}
        interrupted = tokio::signal::ctrl_c() => interrupted.context("listening for Ctrl-C")?,
    }
    tracing::info!("stopping: running requests end, then the reconcilers, then the database closes");
    running.stop().await;
    Ok(())
}
