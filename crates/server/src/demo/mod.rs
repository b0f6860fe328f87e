//! `bihuan demo`: one busy day of a small centre, played through the API on a virtual clock.
//!
//! A queue of steps ordered by virtual time ([`agenda`]) drives the play. For each step the clock is moved, somebody
//! looks at the ticket as the API shows it, and does what it needs next ([`arrival`], [`ticket`], [`order`]). What is
//! special about a demand stands in its [`story`]; what came of all is counted from the API alone ([`tally`]).

mod agenda;
mod arrival;
mod crews;
mod demands;
mod hours;
mod order;
mod people;
mod random;
mod stage;
mod story;
mod summary;
mod tally;
mod ticket;
mod turbulence;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use bihuan_app::policies::Draft;
use tokio::signal::unix::{SignalKind, signal};

use crate::bundles;
use crate::client::{Sandbox, Start};
use crate::progress;
use agenda::Task;
use hours::Hours;
use people::People;
use random::Chance;
use stage::Stage;
use summary::Summary;

const BUNDLE: &str = "95598";
/// How many days after the first are played.
const FOLLOW_UP_DAYS: i64 = 8;
/// The hour at which the first day begins and the last ends.
const BEGINS: i8 = 8;
const ENDS: i8 = 18;

/// How many folders of killed processes with the same number are passed over.
const FOLDERS_MAX: u32 = 100;

/// What to play.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct DemoOptions {
    /// End after the summary instead of staying up.
    #[arg(long)]
    exit: bool,
    /// Print the summary as one JSON object.
    #[arg(long)]
    json: bool,
    /// The port to listen on; 0 picks a free one and prints it.
    #[arg(long, default_value_t = 0, value_name = "PORT")]
    port: u16,
    /// Another seed is another day.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// How many demands arrive.
    #[arg(long, default_value_t = 300, value_name = "N", value_parser = clap::value_parser!(u16).range(60..=5_000))]
    demands: u16,
    /// Let far more go wrong than on an ordinary day: demands of several days, and deeds that nobody planned.
    #[arg(long)]
    turbulent: bool,
    /// Play in this database, which must be empty, and leave the data there.
    #[arg(long, value_name = "URL", conflicts_with = "file")]
    database_url: Option<String>,
    /// Keep the data in this file, which must not exist yet; gone afterwards when left out.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Plays the day.
///
/// # Errors
/// When the server cannot be started or refuses a step.
pub(crate) async fn run(options: DemoOptions) -> anyhow::Result<()> {
    let place = match &options.database_url {
        Some(url) => Place { url: url.clone(), folder: None },
        None => Place::of(options.file.as_deref())?,
    };
    let draft = bundles::load(BUNDLE)?;
    let hours = Hours::new()?;
    let start = Start { database_url: &place.url, port: options.port, begins_at: hours.at(0, BEGINS)? };
    let mut sandbox = Sandbox::start(start).await?;
    let played = tokio::select! {
        played = play(&sandbox, &options, draft, hours) => played,
        told = told_to_stop() => told.and_then(|()| bail!("interrupted")),
    };
    let outcome = match played.and_then(|summary| summary.show(options.json)) {
        Ok(()) if !options.exit => stay_up(&mut sandbox).await,
        outcome => outcome,
    };
    sandbox.stop().await;
    drop(place);
    outcome
}

async fn play(sandbox: &Sandbox, options: &DemoOptions, draft: Draft, hours: Hours) -> anyhow::Result<Summary> {
    let begun = Instant::now();
    if let Some(bundle) = sandbox.bundle_in_force() {
        bail!("the database is in use already, with the bundle {bundle}; the demo begins with an empty one");
    }
    let bundle = draft.bundle.clone();
    sandbox.publish(draft).await?;
    people::add(sandbox, options.turbulent).await?;
    let mut chance = Chance::seeded(options.seed);
    let mut demands = demands::of_the_day(usize::from(options.demands), &hours, &mut chance)?;
    if options.turbulent {
        turbulence::stir(&mut demands, &mut chance);
    }
    let count = demands.len();
    let (begins, ends) = (hours.at(0, BEGINS)?, hours.at(FOLLOW_UP_DAYS, ENDS)?);
    let mut stage = Stage::new(People::of(sandbox), hours, chance, demands, begins);
    let bar = progress::bar(!options.json);
    bar.set_length(u64::try_from(ends.seconds_since(begins)).unwrap_or_default());
    for (demand, arrives) in stage.demands.iter().map(|demand| demand.arrives).enumerate() {
        stage.agenda.enter(arrives, Task::Arrive { demand });
    }
    if options.turbulent {
        turbulence::enter(&mut stage, begins, ends);
    }
    while let Some((at, task)) = stage.agenda.next(ends) {
        stage.move_to(at).await?;
        match perform(&mut stage, task.clone()).await {
            Err(error) if options.turbulent => turbulence::try_again(&mut stage, task, error)?,
            performed => performed?,
        }
        bar.set_position(u64::try_from(at.seconds_since(begins)).unwrap_or_default());
        bar.set_message(at.to_string());
    }
    stage.move_to(ends).await?;
    bar.finish_and_clear();
    let (kinds, total) = tally::of(stage.people.get("manager").await?, &bundle).await?;
    let seconds = (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0;
    let stays = !options.exit;
    Ok(Summary {
        seed: options.seed,
        demands: count,
        seconds,
        kinds,
        total,
        unplanned: std::mem::take(&mut stage.turbulence).into_counts(),
        docs: stays.then(|| format!("{}/docs", sandbox.url())),
        logins: if stays { people::logins() } else { Vec::new() },
    })
}

async fn perform(stage: &mut Stage<'_>, task: Task) -> anyhow::Result<()> {
    match task {
        Task::Arrive { demand } => arrival::play(stage, demand).await,
        Task::HangUp { agent, call } => arrival::hang_up(stage, &agent, &call).await,
        Task::Ticket { demand } => ticket::play(stage, demand).await,
        Task::Order { demand, order } => order::play(stage, demand, &order).await,
        Task::Disturb => turbulence::disturb(stage).await,
    }
}

async fn stay_up(sandbox: &mut Sandbox) -> anyhow::Result<()> {
    tokio::select! {
        ended = sandbox.ended() => ended,
        told = told_to_stop() => told,
    }
}

async fn told_to_stop() -> anyhow::Result<()> {
    let mut terminated = signal(SignalKind::terminate()).context("listening for SIGTERM")?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted.context("listening for Ctrl-C"),
    }
}

/// Where the data is: a database that is kept, or a folder that is gone afterwards.
struct Place {
    url: String,
    folder: Option<PathBuf>,
}

impl Place {
    fn of(file: Option<&Path>) -> anyhow::Result<Self> {
        if let Some(file) = file {
            if file.exists() {
                bail!("{} exists already; the demo begins with an empty database", file.display());
            }
            return Ok(Self { url: format!("sqlite:{}", file.display()), folder: None });
        }
        let folder = new_folder(&std::env::temp_dir())?;
        let url = format!("sqlite:{}", folder.join("bihuan.db").display());
        Ok(Self { url, folder: Some(folder) })
    }
}

/// A folder of our own; one that a killed process left behind is not ours.
fn new_folder(parent: &Path) -> anyhow::Result<PathBuf> {
    let mut no = 0;
    loop {
        let folder = parent.join(format!("bihuan-demo-{}-{no}", std::process::id()));
        match std::fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && no < FOLDERS_MAX => no += 1,
            Err(error) => return Err(error).with_context(|| format!("making the folder {}", folder.display())),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder
            && let Err(error) = std::fs::remove_dir_all(folder)
        {
            tracing::warn!(%error, folder = %folder.display(), "the data of the demo stays behind");
        }
    }
}
