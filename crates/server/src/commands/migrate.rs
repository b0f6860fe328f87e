//! `bihuan migrate`

use anyhow::Context as _;
use serde_json::json;

use crate::cli::MigrateOptions;
use crate::output;
use crate::serve::open_database;

/// Brings the database up to date.
pub(super) async fn run(options: &MigrateOptions) -> anyhow::Result<()> {
    let database = open_database(&options.database)?;
    let applied = database.migrate().await.context("bringing the database up to date")?;
    database.close().await;
    if options.json {
        return output::json(&json!({ "applied": applied }));
    }
    match applied.len() {
        0 => output::line("The database is up to date."),
        _ => output::line(format!("Applied: {}", applied.join(", "))),
    }
    Ok(())
}
