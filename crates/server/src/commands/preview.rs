//! `bihuan policy publish --dry-run`

use std::sync::Arc;

use anyhow::{Context as _, bail};
use bihuan_app::clock::VirtualClock;
use bihuan_app::jobs::run;
use bihuan_app::policies::figures::MoveFigures;
use bihuan_app::policies::{self, MoveOpen};
use bihuan_app::sandbox;
use bihuan_domain::job::JobState;
use serde::Deserialize as _;
use serde_json::json;

use crate::cli::PublishOptions;
use crate::serve::{open_app, open_database};
use crate::{bundles, output, progress};

/// Finds out what publishing a bundle would move.
///
/// # Errors
/// When the bundle or the database cannot be used, or the job was given up.
pub(super) async fn run(options: &PublishOptions) -> anyhow::Result<()> {
    let draft = bundles::load(&options.bundle)?;
    let code = draft.bundle.bundle.code.clone();
    let database = open_database(&options.database)?;
    if !database.pending_migrations().await.context("looking at the database")?.is_empty() {
        bail!("the database is not up to date, and a dry run changes nothing: run `bihuan migrate` first");
    }
    let clock = sandbox::kept(&database).await.context("reading the sandbox clock")?;
    let app = open_app(database, clock.map(|now| Arc::new(VirtualClock::at(now)))).await?;
    let move_open = options.move_open.map_or_else(MoveOpen::default, MoveOpen::from);
    let id = policies::preview_draft(&app, draft, move_open).await.context("asking for the dry run")?;
    let bar = progress::bar(!options.json);
    let job = run::finish(&app, id, |done, total| {
        bar.set_length(total.unwrap_or_default().unsigned_abs());
        bar.set_position(done.unsigned_abs());
    })
    .await;
    bar.finish_and_clear();
    app.database.close().await;
    let job = job.context("waiting for the dry run")?;
    if job.state != JobState::Succeeded {
        bail!("the dry run ended as {}: {}", job.state.as_str(), job.error.unwrap_or_default());
    }
    let figures = MoveFigures::deserialize(job.result.unwrap_or_default()).context("reading what was found")?;
    if options.json {
        return output::json(&json!({ "bundle": code, "dryRun": true, "job": id, "moves": figures }));
    }
    output::line(format!("Nothing was published. The bundle {code} would move {}", described(&figures)));
    for (clock, moves) in &figures.by_clock {
        output::line(format!(
            "{clock:<24} {:>7} earlier {:>7} later, by {} at the most",
            moves.earlier,
            moves.later,
            length(moves.largest_shift_seconds)
        ));
    }
    output::line(format!("Ticket by ticket: GET /v1/jobs/{id}/results"));
    Ok(())
}

fn described(figures: &MoveFigures) -> String {
    let MoveFigures { tickets, tickets_moved, tickets_kept, tickets_failed, .. } = figures;
    let mut text = format!("deadlines of {tickets_moved} of {tickets} open tickets");
    if *tickets_kept > 0 {
        text.push_str(&format!("; {tickets_kept} cannot move to it"));
    }
    if *tickets_failed > 0 {
        text.push_str(&format!("; {tickets_failed} could not be looked at"));
    }
    text
}

/// A length of time as people say it.
fn length(seconds: i64) -> String {
    let (days, hours, minutes) = (seconds / 86_400, seconds % 86_400 / 3_600, seconds % 3_600 / 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min {} s", seconds % 60),
        (0, _) => format!("{hours} h {minutes} min"),
        _ => format!("{days} d {hours} h"),
    }
}
