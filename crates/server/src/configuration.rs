//! Reading the command line, with the configuration file as the source of defaults: an option given wins over the
//! environment, the environment over the file, the file over the default of the program.

use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::{CommandFactory as _, Error, FromArgMatches as _};

use crate::cli::Cli;

/// Options that a file may not set: it names itself, and secrets do not belong beside the program.
const NOT_IN_FILES: &[&str] = &["config", "password", "webhook_secret", "smtp_password", "help", "version"];

/// Reads the command line of this process.
///
/// # Errors
/// A readable error that names the option, or the file and line.
pub(crate) fn parse() -> Result<Cli, Error> {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment besides clap")]
    let from_environment = std::env::var_os("BIHUAN_CONFIG").map(PathBuf::from);
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let file = named_file(&arguments).or(from_environment);
    let command = match file {
        Some(path) => with_defaults(Cli::command(), &path)?,
        None => Cli::command(),
    };
    let matches = command.try_get_matches_from(arguments)?;
    Cli::from_arg_matches(&matches)
}

/// The file that `--config FILE` or `--config=FILE` names. Looked for before clap reads the rest, because the file
/// changes the defaults.
fn named_file(arguments: &[std::ffi::OsString]) -> Option<PathBuf> {
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--config" {
            return rest.next().map(PathBuf::from);
        }
        if let Some(path) = argument.to_str().and_then(|text| text.strip_prefix("--config=")) {
            return Some(PathBuf::from(path));
        }
    }
    None
}

fn with_defaults(mut command: clap::Command, path: &Path) -> Result<clap::Command, Error> {
    let refuse = |message: String| Cli::command().error(ErrorKind::InvalidValue, message);
    let text =
        std::fs::read_to_string(path).map_err(|error| refuse(format!("configuration {}: {error}", path.display())))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|error| refuse(format!("configuration {}: {error}", path.display())))?;
    for (key, value) in table {
        let id = key.replace('-', "_");
        let values = as_text(&value).filter(|_| !NOT_IN_FILES.contains(&id.as_str()));
        let known = has_option(&command, &id);
        match values {
            Some(values) if known => command = with_default(command, &id, &values),
            _ => {
                let line = line_of(&text, &key);
                let why = if known { "has a value of the wrong type" } else { "is not an option" };
                return Err(refuse(format!("configuration {}:{line}: `{key}` {why}", path.display())));
            }
        }
    }
    Ok(command)
}

fn as_text(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => Some(vec![text.clone()]),
        toml::Value::Integer(_) | toml::Value::Boolean(_) | toml::Value::Float(_) => Some(vec![value.to_string()]),
        toml::Value::Array(values) => {
            let each: Option<Vec<Vec<String>>> = values.iter().map(as_text).collect();
            each.map(|each| each.concat())
        }
        toml::Value::Datetime(_) | toml::Value::Table(_) => None,
    }
}

fn has_option(command: &clap::Command, id: &str) -> bool {
    command.get_arguments().any(|argument| argument.get_id() == id && argument.get_long().is_some())
        || command.get_subcommands().any(|inner| has_option(inner, id))
}

fn with_default(command: clap::Command, id: &str, values: &[String]) -> clap::Command {
    let (id, values) = (id.to_owned(), values.to_vec());
    let command = if command.get_arguments().any(|argument| argument.get_id() == id.as_str()) {
        command.mut_arg(&id, |argument| {
            let flag = !argument.get_action().takes_values();
            // A flag is set by its mere presence; `true` in a file stands for that.
            let values = values.clone();
            if flag { argument.default_value(values.concat()) } else { argument.default_values(values) }
        })
    } else {
        command
    };
    let inner: Vec<String> = command
        .get_subcommands()
        .filter(|inner| has_option(inner, &id))
        .map(|inner| inner.get_name().to_owned())
        .collect();
    inner
        .into_iter()
        .fold(command, |command, name| command.mut_subcommand(name, |inner| with_default(inner, &id, &values)))
}

fn line_of(text: &str, key: &str) -> usize {
    let starts = |line: &str| line.trim_start().trim_matches('"').starts_with(key);
    text.lines().position(starts).map_or(1, |line| line + 1)
}
