//! `bihuan policy`

use anyhow::Context as _;
use bihuan_app::policies::{self, MoveOpen, PublishOrder};
use bihuan_domain::policy::{Bundle, schema};
use serde_json::json;

use crate::bundles;
use crate::cli::{MoveOpenOption, PublishOptions};
use crate::output;
use crate::serve::{open_app, open_database};

/// Checks a bundle.
pub(super) fn check(name: &str, as_json: bool) -> anyhow::Result<()> {
    let bundle = bundles::load(name)?.bundle;
    if as_json {
        return output::json(&json!({ "bundle": bundle.bundle.code, "counts": counts(&bundle) }));
    }
    output::line(format!("The bundle {} is good: {}", bundle.bundle.code, described(&bundle)));
    Ok(())
}

/// Checks a bundle and puts it into force.
pub(super) async fn publish(options: &PublishOptions) -> anyhow::Result<()> {
    let draft = bundles::load(&options.bundle)?;
    let (code, text) = (draft.bundle.bundle.code.clone(), described(&draft.bundle));
    let database = open_database(&options.database)?;
    database.migrate().await.context("bringing the database up to date")?;
    let app = open_app(database, None).await?;
    let order = PublishOrder { draft, move_open: options.move_open.map(MoveOpen::from) };
    let published = policies::publish(&app, order).await.context("publishing")?;
    app.database.close().await;
    if options.json {
        return output::json(&json!({
            "bundle": code,
            "version": published.version,
            "new": published.new,
            "unitsAdded": published.units_added,
            "job": published.job,
        }));
    }
    let news = if published.new { "is in force as" } else { "was in force already, as" };
    output::line(format!("The bundle {code} {news} version {}: {text}", published.version));
    if let Some(job) = published.job {
        output::line(format!("A running node moves the deadlines of open tickets: job {job}"));
    }
    Ok(())
}

impl From<MoveOpenOption> for MoveOpen {
    fn from(option: MoveOpenOption) -> Self {
        match option {
            MoveOpenOption::Calendars => Self::Calendars,
            MoveOpenOption::Policy => Self::Policy,
        }
    }
}

/// Prints the JSON Schema of bundles.
pub(super) fn schema() -> anyhow::Result<()> {
    output::line(schema::schema()?.trim_end());
    Ok(())
}

fn counts(bundle: &Bundle) -> serde_json::Value {
    json!({
        "kinds": bundle.kinds.len(),
        "types": bundle.types.len(),
        "units": bundle.units.len(),
        "roles": bundle.roles.len(),
        "clocks": bundle.clocks.len(),
        "routes": bundle.routes.len(),
    })
}

fn described(bundle: &Bundle) -> String {
    format!(
        "{} kinds, {} types, {} units, {} roles, {} clocks, {} routes",
        bundle.kinds.len(),
        bundle.types.len(),
        bundle.units.len(),
        bundle.roles.len(),
        bundle.clocks.len(),
        bundle.routes.len()
    )
}
