//! The commands, one a file.

mod calendar;
mod migrate;
mod openapi;
mod policy;
mod preview;
mod serve;
mod user;

use crate::cli::{CalendarCommand, Cli, Command, PolicyCommand, UserCommand};
use crate::{demo, logging, replay};

/// Runs the command.
///
/// # Errors
/// What went wrong, for people.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<()> {
    logging::start(&cli.log)?;
    match cli.command {
        Command::Serve(options) => serve::run(&options).await,
        Command::Demo(options) => demo::run(options).await,
        Command::Replay(options) => replay::run(options).await,
        Command::Migrate(options) => migrate::run(&options).await,
        Command::Policy(PolicyCommand::Check { bundle, json }) => policy::check(&bundle, json),
        Command::Policy(PolicyCommand::Publish(options)) if options.dry_run => preview::run(&options).await,
        Command::Policy(PolicyCommand::Publish(options)) => policy::publish(&options).await,
        Command::Policy(PolicyCommand::Schema) => policy::schema(),
        Command::Calendar(CalendarCommand::Compute { calendar, bundle }) => calendar::compute(&calendar, &bundle),
        Command::User(UserCommand::Add(options)) => user::add(options).await,
        Command::Openapi => openapi::run(),
    }
}
