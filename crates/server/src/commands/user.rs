//! `bihuan user`

use std::io::BufRead as _;

use anyhow::{Context as _, bail};
use bihuan_app::error::Error;
use bihuan_app::sessions::{PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN};
use bihuan_app::users::{self, NewUser};
use serde_json::json;

use crate::cli::UserAddOptions;
use crate::output;
use crate::serve::{open_app, open_database};

/// Adds a user.
pub(super) async fn add(options: UserAddOptions) -> anyhow::Result<()> {
    let password = match options.password {
        Some(password) => password,
        None => read_password()?,
    };
    let length = password.chars().count() as u64;
    if !(PASSWORD_LENGTH_MIN..=PASSWORD_LENGTH_MAX).contains(&length) {
        bail!("the password must have {PASSWORD_LENGTH_MIN} to {PASSWORD_LENGTH_MAX} characters");
    }
    let database = open_database(&options.database)?;
    let app = open_app(database, None).await?;
    let new = NewUser {
        name: options.name.unwrap_or_else(|| options.login.clone()),
        login: options.login,
        unit: options.unit,
        roles: options.role,
        password,
        email: options.email,
    };
    let added = users::add(&app, new).await.map_err(explained)?;
    app.database.close().await;
    if options.json {
        return output::json(
            &json!({ "id": added.id, "login": added.login, "unit": added.unit, "roles": added.roles }),
        );
    }
    output::line(format!("Added {} ({}) in {}.", added.login, added.id, added.unit));
    Ok(())
}

fn read_password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("reading the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn explained(error: Error) -> anyhow::Error {
    match error {
        Error::NotFound { what: "policy" } => {
            anyhow::anyhow!(
                "no policy is in force, so there are no units and roles yet: run `bihuan policy publish` first"
            )
        }
        Error::Invalid(errors) => {
            let places: Vec<String> =
                errors.iter().map(|error| format!("{} is {}", error.pointer, error.code)).collect();
            anyhow::anyhow!("the user does not fit the policy: {}", places.join(", "))
        }
        other => other.into(),
    }
}
