//! A node of our own on a virtual clock, and users to play with.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use bihuan_app::caller::Caller;
use bihuan_app::error::Error;
use bihuan_app::policies::{self, Draft, Published};
use bihuan_app::principal::Principal;
use bihuan_app::reply::{Reply, StoredReply};
use bihuan_app::users::{self, Change, NewUser, User};
use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use clap::Parser as _;
use serde_json::json;
use uuid::Uuid;

use super::model::SandboxClock;
use super::{Client, ClientError};
use crate::cli::{Cli, Command, ServeOptions};
use crate::serve::Running;

const CLOCK: &str = "/v1/sandbox/clock";
/// Users looked at in one read.
const USER_BATCH: i64 = 200;

/// How to start a node.
#[derive(Debug, Clone)]
pub(crate) struct Start<'a> {
    /// The database.
    pub(crate) database_url: &'a str,
    /// The port; 0 picks a free one.
    pub(crate) port: u16,
    /// Where the clock stands when the database is new.
    pub(crate) begins_at: Timestamp,
}

/// A running node on a virtual clock.
pub(crate) struct Sandbox {
    running: Running,
}

impl Sandbox {
    /// Starts a node.
    ///
    /// # Errors
    /// When the database is not there or the port is taken.
    pub(crate) async fn start(start: Start<'_>) -> anyhow::Result<Self> {
        let Start { database_url, port, begins_at } = start;
        let mut options = default_options()?;
        options.database.database_url = database_url.to_owned();
        options.host = "127.0.0.1".to_owned();
        options.port = port;
        options.sandbox_start = Some(begins_at);
        Ok(Self { running: Running::start(&options).await? })
    }

    /// The address as a URL.
    pub(crate) fn url(&self) -> String {
        self.running.url()
    }

    /// The code of the bundle in force; none in a database that was never used.
    pub(crate) fn bundle_in_force(&self) -> Option<String> {
        let policy = self.running.app.directory.current_policy().ok()?;
        Some(policy.bundle().bundle.code.to_string())
    }

    /// Puts a checked bundle into force.
    ///
    /// # Errors
    /// When the database does not take it.
    pub(crate) async fn publish(&self, draft: Draft) -> anyhow::Result<Published> {
        policies::publish(&self.running.app, draft).await.context("publishing the bundle")
    }

    /// Adds a user.
    ///
    /// # Errors
    /// When the login is taken, or unit or role are unknown.
    pub(crate) async fn add_user(&self, new: NewUser) -> anyhow::Result<()> {
        let login = new.login.clone();
        users::add(&self.running.app, new).await.with_context(|| format!("adding the user {login}"))?;
        Ok(())
    }

    /// Adds a user with a password nobody knows, or gives the user of an earlier run such a password, and signs in.
    ///
    /// # Errors
    /// When the unit or the role is unknown or the login is refused.
    pub(crate) async fn sign_in_service(&self, login: &str, unit: UnitCode, role: RoleCode) -> anyhow::Result<Client> {
        let secret = self.running.app.ids.secret();
        let password: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        let new = NewUser {
            login: login.to_owned(),
            name: login.to_owned(),
            unit,
            roles: vec![role],
            password: password.clone(),
            email: None,
        };
        match users::add(&self.running.app, new.clone()).await {
            Ok(_) => {}
            Err(Error::AlreadyExists { .. }) => self.change_password(&new).await?,
            Err(error) => return Err(error).with_context(|| format!("adding the user {login} in {}", new.unit)),
        }
        Ok(self.sign_in(login, &password).await?)
    }

    /// Signs a user in.
    ///
    /// # Errors
    /// When the login is refused.
    pub(crate) async fn sign_in(&self, login: &str, password: &str) -> Result<Client, ClientError> {
        Client::sign_in(&self.url(), login, password).await
    }

    /// Waits until the server ends by itself, which it does not.
    pub(crate) async fn ended(&mut self) -> anyhow::Result<()> {
        self.running.ended().await
    }

    /// Stops in order.
    pub(crate) async fn stop(self) {
        self.running.stop().await;
    }

    /// Gives the account of an earlier run another password, as that account may do itself.
    async fn change_password(&self, account: &NewUser) -> anyhow::Result<()> {
        let app = &self.running.app;
        let found = self.find(account).await?;
        if found.roles != account.roles || found.unit != account.unit {
            bail!("the login {} belongs to somebody else", account.login);
        }
        let (change, itself) = (Change::Password(account.password.clone()), acting_as(found.id, &account.unit));
        users::change(app, &itself, found.id, found.version, change, Reply::unkeyed(unanswered)).await?;
        Ok(())
    }

    async fn find(&self, account: &NewUser) -> anyhow::Result<User> {
        let (reader, mut after) = (acting_as(UserId(Uuid::nil()), &account.unit), None);
        loop {
            let (found, next) = users::list(&self.running.app, &reader, after, USER_BATCH).await?;
            if let Some(user) = found.into_iter().find(|user| user.login == account.login) {
                return Ok(user);
            }
            after = Some(next.with_context(|| format!("the user {} is gone", account.login))?);
        }
    }
}

/// The options of `serve`, as if none was given. What is played is told to nobody outside, whatever the environment says.
fn default_options() -> anyhow::Result<ServeOptions> {
    match Cli::try_parse_from(["bihuan", "serve", "--sandbox"])?.command {
        Command::Serve(mut options) => {
            options.channels.close();
            Ok(options)
        }
        _ => bail!("`serve` is not a command"),
    }
}

/// A caller who looks users up and changes the own account. Whoever runs this program has the database in hand anyway.
fn acting_as(user: UserId, unit: &UnitCode) -> Caller {
    Caller {
        principal: Principal {
            user,
            login: "operator".to_owned(),
            name: "operator".to_owned(),
            unit: unit.clone(),
            // One segment, as of a root: everything is seen.
            unit_path: "operator/".to_owned(),
            roles: Vec::new(),
            permissions: BTreeSet::from([Permission::UserRead, Permission::UserWrite]),
            machine: false,
            session: None,
        },
        request_id: None,
    }
}

fn unanswered(_: &User) -> StoredReply {
    StoredReply { status: 204, headers: Vec::new(), body: String::new() }
}

impl Client {
    /// What the virtual clock says.
    ///
    /// # Errors
    /// When this user may not know.
    pub(crate) async fn virtual_now(&self) -> Result<Timestamp, ClientError> {
        Ok(self.get::<SandboxClock>(CLOCK).await?.now)
    }

    /// Moves the virtual clock forward.
    ///
    /// # Errors
    /// When this user may not, or the moment lies in the clock's past.
    pub(crate) async fn move_clock(&self, to: Timestamp) -> Result<(), ClientError> {
        self.put::<SandboxClock>(CLOCK, &json!({ "now": to })).await?;
        Ok(())
    }
}
