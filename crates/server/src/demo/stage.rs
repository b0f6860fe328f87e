//! The stage on which the day is played: the people, the clock, and what each step needs of both.

use std::collections::HashMap;

use anyhow::Context as _;
use bihuan_domain::time::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::agenda::Agenda;
use super::crews::Crews;
use super::demands::Demand;
use super::hours::Hours;
use super::people::People;
use super::random::Chance;
use super::turbulence::Turbulence;
use crate::client::{Terms, Ticket};

/// Who moves the clock.
const ADMINISTRATOR: &str = "administrator";
/// Who may see everything.
const OBSERVER: &str = "manager";

/// The stage.
pub(super) struct Stage<'a> {
    pub(super) people: People<'a>,
    pub(super) hours: Hours,
    pub(super) chance: Chance,
    pub(super) crews: Crews,
    pub(super) agenda: Agenda,
    pub(super) demands: Vec<Demand>,
    /// The ticket of each demand, once it is opened.
    pub(super) tickets: HashMap<usize, String>,
    pub(super) now: Timestamp,
    pub(super) turbulence: Turbulence,
    requests: u64,
}

impl<'a> Stage<'a> {
    pub(super) fn new(people: People<'a>, hours: Hours, chance: Chance, demands: Vec<Demand>, now: Timestamp) -> Self {
        Self {
            people,
            hours,
            chance,
            crews: Crews::new(),
            agenda: Agenda::default(),
            demands,
            tickets: HashMap::new(),
            now,
            turbulence: Turbulence::default(),
            requests: 0,
        }
    }

    /// Moves the clock.
    ///
    /// # Errors
    /// When the server refuses.
    pub(super) async fn move_to(&mut self, at: Timestamp) -> anyhow::Result<()> {
        if at > self.now {
            self.people.get(ADMINISTRATOR).await?.move_clock(at).await?;
            self.now = at;
        }
        Ok(())
    }

    /// So many seconds from now, at least and at most.
    pub(super) fn soon(&mut self, least: i64, most: i64) -> Timestamp {
        self.now.plus_seconds(self.chance.between(least, most))
    }

    /// After so many minutes of work at a desk, at least and at most.
    pub(super) fn after_work(&mut self, least: i64, most: i64) -> Timestamp {
        let minutes = self.chance.between(least, most);
        self.hours.after_work(self.now, minutes).plus_seconds(self.chance.between(0, 59))
    }

    /// The ticket of a demand as it is.
    ///
    /// # Errors
    /// When it was not opened.
    pub(super) async fn ticket(&mut self, demand: usize) -> anyhow::Result<Ticket> {
        let id = self.tickets.get(&demand).context("a demand without a ticket")?.clone();
        Ok(self.people.get(OBSERVER).await?.get(&format!("/v1/tickets/{id}")).await?)
    }

    /// Sends a request as one of the people.
    ///
    /// # Errors
    /// What the server refused.
    pub(super) async fn post<T: DeserializeOwned>(
        &mut self,
        login: &str,
        path: &str,
        body: Value,
        version: Option<i64>,
    ) -> anyhow::Result<T> {
        self.requests += 1;
        let key = format!("demo-{}", self.requests);
        let answer = self.people.get(login).await?.post(path, &body, Terms { version, key: Some(&key) }).await;
        answer.with_context(|| format!("as {login} at {}", self.now))
    }
}
