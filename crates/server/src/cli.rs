//! The command line. Every option may also stand in the environment or, except secrets, in the configuration file.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::channels::ChannelOptions;

/// A closed-loop ticketing backend for service centres.
#[derive(Debug, Parser)]
#[command(name = "bihuan", version, about, propagate_version = true)]
pub(crate) struct Cli {
    /// A TOML file whose members are the long options of the command, such as `port = 8080`.
    #[arg(long, global = true, env = "BIHUAN_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) log: LogOptions,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is logged, and how.
#[derive(Debug, Clone, Args)]
pub(crate) struct LogOptions {
    /// What is logged: a level, or levels by module such as `info,bihuan_app=debug`.
    #[arg(long, global = true, env = "BIHUAN_LOG", default_value = "info", value_name = "FILTER")]
    pub(crate) log: String,
    /// How it is logged.
    #[arg(long, global = true, env = "BIHUAN_LOG_FORMAT", default_value = "text", value_name = "FORMAT")]
    pub(crate) log_format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the API.
    Serve(ServeOptions),
    /// Play a busy day of a small centre through the API, and show what came of it.
    Demo(crate::demo::DemoOptions),
    /// Replay service requests from a CSV file through the API on a virtual clock.
    Replay(crate::replay::ReplayOptions),
    /// Bring the database up to date.
    Migrate(MigrateOptions),
    /// Check or publish a policy bundle.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// Ask a business calendar.
    #[command(subcommand)]
    Calendar(CalendarCommand),
    /// Add users.
    #[command(subcommand)]
    User(UserCommand),
    /// Print the OpenAPI document.
    Openapi,
}

/// Where the data lives.
#[derive(Debug, Clone, Args)]
pub(crate) struct DatabaseOptions {
    /// `sqlite:PATH` for the embedded engine, `postgres://USER:PASSWORD@HOST/NAME` for a server.
    #[arg(
        long,
        env = "BIHUAN_DATABASE_URL",
        default_value = "sqlite:bihuan.db",
        value_name = "URL",
        hide_env_values = true
    )]
    pub(crate) database_url: String,
    /// Connections to PostgreSQL, or readers of SQLite.
    #[arg(long, env = "BIHUAN_DATABASE_CONNECTIONS", default_value_t = 16, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=500))]
    pub(crate) database_connections: u16,
    /// On SQLite, write what is waiting in one commit; `false` is for measurements.
    #[arg(long, env = "BIHUAN_GROUP_COMMIT", default_value_t = true, action = clap::ArgAction::Set, value_name = "BOOL")]
    pub(crate) group_commit: bool,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub(crate) struct ServeOptions {
    #[command(flatten)]
    pub(crate) database: DatabaseOptions,
    /// The address to listen on.
    #[arg(long, env = "BIHUAN_HOST", default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub(crate) host: String,
    /// The port to listen on; 0 picks a free one and prints it.
    #[arg(long, env = "BIHUAN_PORT", default_value_t = 8080, value_name = "PORT")]
    pub(crate) port: u16,
    /// Threads that serve requests; as many as processors when left out.
    #[arg(long, env = "BIHUAN_WORKERS", value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) workers: Option<u16>,
    /// An origin whose pages may call this API; may be given several times, or separated by commas.
    #[arg(long, env = "BIHUAN_CORS_ORIGIN", value_name = "ORIGIN", value_delimiter = ',')]
    pub(crate) cors_origin: Vec<String>,
    /// The secret that signs tokens, at least 32 bytes; kept in the database when left out.
    #[arg(long, env = "BIHUAN_TOKEN_SECRET", value_name = "SECRET", hide_env_values = true)]
    pub(crate) token_secret: Option<String>,
    /// How long running requests may go on after the order to stop.
    #[arg(long, env = "BIHUAN_SHUTDOWN_SECONDS", default_value_t = 20, value_name = "SECONDS")]
    pub(crate) shutdown_seconds: u64,
    /// Do not bring the database up to date first.
    #[arg(long, env = "BIHUAN_SKIP_MIGRATIONS")]
    pub(crate) skip_migrations: bool,
    /// Run on a virtual clock that stands still until an administrator moves it. For trials, never for real work.
    #[arg(long, env = "BIHUAN_SANDBOX")]
    pub(crate) sandbox: bool,
    /// Where the clock of a fresh sandbox stands; the present moment when left out.
    #[arg(long, env = "BIHUAN_SANDBOX_START", value_name = "MOMENT", requires = "sandbox")]
    pub(crate) sandbox_start: Option<bihuan_domain::time::Timestamp>,
    #[command(flatten)]
    pub(crate) channels: ChannelOptions,
}

/// How to bring the database up to date.
#[derive(Debug, Clone, Args)]
pub(crate) struct MigrateOptions {
    #[command(flatten)]
    pub(crate) database: DatabaseOptions,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What to do with a bundle.
#[derive(Debug, Subcommand)]
pub(crate) enum PolicyCommand {
    /// Check a bundle; nothing is changed.
    Check {
        /// The folder of the bundle, or the name of one that comes with the program.
        bundle: String,
        /// Print the summary as one JSON object.
        #[arg(long)]
        json: bool,
    },
    /// Check a bundle and put it into force.
    Publish(PublishOptions),
    /// Print the JSON Schema of bundles.
    Schema,
}

/// What to ask a calendar.
#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// Answer questions about working time, one JSON object a line, from standard input.
    ///
    /// `{"id", "start", "minutes", "pauses": [[from, to], ...]}` is answered with the deadline, `{"id", "from", "to"}` with
    /// the working seconds between the two, both as `{"id", "answer"}`; a line that is wrong with `{"id", "line", "error"}`.
    Compute {
        /// The code of the calendar, such as `cn-office`.
        #[arg(long, value_name = "CODE")]
        calendar: bihuan_domain::code::CalendarCode,
        /// The bundle that has it: a folder, or the name of one that comes with the program.
        #[arg(long, default_value = "95598", value_name = "BUNDLE")]
        bundle: String,
    },
}

/// How to publish a bundle.
#[derive(Debug, Clone, Args)]
pub(crate) struct PublishOptions {
    /// The folder of the bundle, or the name of one that comes with the program.
    pub(crate) bundle: String,
    /// Publish nothing, but find out which deadlines of open tickets publishing would move, and by how much.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// What becomes of open tickets; `calendars` when left out, unless the bundle is in force already.
    #[arg(long, value_name = "WHAT")]
    pub(crate) move_open: Option<MoveOpenOption>,
    #[command(flatten)]
    pub(crate) database: DatabaseOptions,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What becomes of tickets that are open when a bundle is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MoveOpenOption {
    /// They keep their rules, and count by the new calendars.
    Calendars,
    /// They move to the new version where it still knows what they are.
    Policy,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    /// Add a user.
    Add(UserAddOptions),
}

/// A user to be added.
#[derive(Debug, Clone, Args)]
pub(crate) struct UserAddOptions {
    /// The name the user signs in with.
    #[arg(long, value_name = "LOGIN")]
    pub(crate) login: String,
    /// The name colleagues know; the login when left out.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// The unit the user belongs to.
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: bihuan_domain::code::UnitCode,
    /// A role; may be given several times.
    #[arg(long, required = true, value_name = "ROLE")]
    pub(crate) role: Vec<bihuan_domain::code::RoleCode>,
    /// The password; read from standard input when left out.
    #[arg(long, env = "BIHUAN_USER_PASSWORD", value_name = "PASSWORD", hide_env_values = true)]
    pub(crate) password: Option<String>,
    /// Where mail reaches the user.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Option<String>,
    #[command(flatten)]
    pub(crate) database: DatabaseOptions,
    /// Print the summary as one JSON object.
    #[arg(long)]
    pub(crate) json: bool,
}
