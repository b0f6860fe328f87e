//! `bihuan replay`: service requests of a CSV file, replayed through the API on a virtual clock.
//!
//! First everything is looked at: mapping, bundle, every row of the file ([`rows`]). Only then the database is opened.
//! The steps of all requests are played in the order of time ([`plan`]); before each the clock is moved, and the clock
//! is kept with the data. So a run that was killed leaves at most the steps of one moment half done, and the next run
//! goes on from there ([`stored`], [`request`]).

mod input;
mod known;
mod mapping;
mod moment;
mod plan;
mod play;
mod request;
mod rows;
mod stored;
mod summary;
mod template;
mod verdict;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use bihuan_app::policies::Draft;
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion};

use crate::bundles;
use crate::client::{Sandbox, Start};
use crate::progress;
use mapping::Mapping;
use play::Player;
use rows::Sheet;
use summary::Summary;

/// The login of the account that replays.
const LOGIN: &str = "replay";

/// What to replay, and how.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct ReplayOptions {
    /// The CSV file, plain or gzip.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The TOML file that says what its columns mean and which bundle to use, such as policies/mappings/boston311.toml.
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// `sqlite:PATH` for the embedded engine, `postgres://USER:PASSWORD@HOST/NAME` for a server. A replay that was
    /// killed goes on where it stopped when it is given the same database again.
    #[arg(
        long,
        env = "BIHUAN_DATABASE_URL",
        default_value = "sqlite:replay.db",
        value_name = "URL",
        hide_env_values = true
    )]
    database_url: String,
    /// How many requests are sent at once; only what happens at the same moment may overlap.
    #[arg(long, default_value_t = 4, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    clients: u16,
    /// Print the summary as one JSON object.
    #[arg(long)]
    json: bool,
}

/// Replays a file.
///
/// # Errors
/// When file, mapping or bundle cannot be used, or a step was refused. Rejected rows are no error.
pub(crate) async fn run(options: ReplayOptions) -> anyhow::Result<()> {
    let mapping = Mapping::read(&options.mapping)?;
    let draft = bundles::load(&mapping.bundle)?;
    let sheet = sheet(&options.file, &mapping, &draft.bundle)?;
    let Some(begins_at) = sheet.rows.iter().map(|row| row.opened).min() else {
        return summary::show(&Summary::without_tickets(sheet), options.json);
    };
    let start = Start { database_url: &options.database_url, port: 0, begins_at };
    let sandbox = Sandbox::start(start).await?;
    let outcome = replay(&sandbox, &options, mapping, draft, sheet).await;
    sandbox.stop().await;
    summary::show(&outcome?, options.json)
}

fn sheet(file: &Path, mapping: &Mapping, bundle: &Bundle) -> anyhow::Result<Sheet> {
    let policy = Policy::new(PolicyVersion(0), bundle.clone())?;
    let bytes = input::read(file)?;
    let context = || format!("in the file {}", file.display());
    rows::read(&input::records(&bytes).with_context(context)?, mapping, &policy).with_context(context)
}

async fn replay(
    sandbox: &Sandbox,
    options: &ReplayOptions,
    mapping: Mapping,
    draft: Draft,
    sheet: Sheet,
) -> anyhow::Result<Summary> {
    let code = draft.bundle.bundle.code.clone();
    if let Some(other) = sandbox.bundle_in_force().filter(|other| *other != code.as_str()) {
        bail!("the database works under the bundle {other}, the mapping names {code}: use a fresh database");
    }
    let begun = Instant::now();
    sandbox.publish(draft).await?;
    let client = sandbox.sign_in_service(LOGIN, mapping.account.unit, mapping.account.role).await?;
    let clock = client.virtual_now().await?;
    let stored = stored::tickets(&client, &mapping.system).await?;
    stored::check(&sheet.rows, &stored, clock)?;
    let Sheet { rows, rejected } = sheet;
    let mut player = Player::new(Arc::new(client), &mapping.system, rows, usize::from(options.clients));
    player.play(&stored, clock, progress::bar(!options.json)).await?;
    player.summary(rejected, begun).await
}

#[cfg(test)]
mod tests;
