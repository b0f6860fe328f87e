//! Playing all requests of a file through the API, and asking the API afterwards what came of them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, bail};
use bihuan_domain::time::Timestamp;
use indicatif::ProgressBar;
use tokio::task::JoinSet;

use super::plan::{self, Batch, Step};
use super::request;
use super::rows::{Rejected, Row};
use super::stored::{self, Stored};
use super::summary::{Disagreement, Summary};
use super::verdict;
use crate::client::{Client, Ticket};

/// What all tasks share.
struct Shared {
    client: Arc<Client>,
    system: String,
    rows: Vec<Row>,
}

/// Plays the requests of a file.
pub(super) struct Player {
    shared: Arc<Shared>,
    /// The ticket of each row, once it is known.
    tickets: Vec<Option<String>>,
    /// Rows of which at least one step was played in this run.
    played: Vec<bool>,
    clients: usize,
}

impl Player {
    pub(super) fn new(client: Arc<Client>, system: &str, rows: Vec<Row>, clients: usize) -> Self {
        let (tickets, played) = (vec![None; rows.len()], vec![false; rows.len()]);
        Self { shared: Arc::new(Shared { client, system: system.to_owned(), rows }), tickets, played, clients }
    }

    /// Plays every step that is not done yet, in the order of time.
    ///
    /// # Errors
    /// The first step that failed; nothing after it has been played.
    pub(super) async fn play(
        &mut self,
        stored: &HashMap<String, Stored>,
        clock: Timestamp,
        progress: ProgressBar,
    ) -> anyhow::Result<()> {
        let mut closed = vec![false; self.shared.rows.len()];
        for (place, row) in self.shared.rows.iter().enumerate() {
            if let Some(ticket) = stored.get(&row.external_id) {
                self.tickets[place] = Some(ticket.id.clone());
                closed[place] = ticket.stage == "archived";
            }
        }
        let batches = plan::batches(&self.shared.rows);
        progress.set_length(batches.iter().map(|batch| batch.rows.len() as u64).sum());
        let mut clock = clock;
        for mut batch in batches {
            let steps = batch.rows.len() as u64;
            let tickets = &self.tickets;
            batch.rows.retain(|row| match batch.step {
                Step::Open => tickets[*row].is_none(),
                Step::Close => !closed[*row],
            });
            if !batch.rows.is_empty() {
                if batch.at > clock {
                    self.shared.client.move_clock(batch.at).await?;
                    clock = batch.at;
                }
                self.take(&batch).await?;
            }
            progress.inc(steps);
        }
        progress.finish_and_clear();
        Ok(())
    }

    async fn take(&mut self, batch: &Batch) -> anyhow::Result<()> {
        for rows in batch.rows.chunks(self.clients) {
            let mut tasks = JoinSet::new();
            for row in rows.iter().copied() {
                let (shared, step, ticket) = (self.shared.clone(), batch.step, self.tickets[row].clone());
                tasks.spawn(async move { anyhow::Ok((row, take_step(&shared, row, step, ticket).await?)) });
            }
            while let Some(taken) = tasks.join_next().await {
                let (row, ticket): (usize, String) = taken.context("a step broke off")??;
                self.tickets[row] = Some(ticket);
                self.played[row] = true;
            }
        }
        Ok(())
    }

    /// Asks the API what came of every request.
    ///
    /// # Errors
    /// When a ticket is missing.
    pub(super) async fn summary(self, rejected: Vec<Rejected>, begun: Instant) -> anyhow::Result<Summary> {
        let rows = &self.shared.rows;
        let stored = stored::tickets(&self.shared.client, &self.shared.system).await?;
        let lost = rows.iter().find(|row| !stored.contains_key(&row.external_id));
        if let Some(row) = lost {
            bail!("the request {} of line {} has no ticket after the replay", row.external_id, row.line);
        }
        let mut summary =
            Summary { rows: rows.len() + rejected.len(), tickets: rows.len(), rejected, ..Summary::default() };
        let places: Vec<usize> = (0..rows.len()).collect();
        for places in places.chunks(self.clients) {
            let mut tasks = JoinSet::new();
            for place in places.iter().copied() {
                let (shared, ticket) = (self.shared.clone(), self.tickets[place].clone());
                tasks.spawn(async move { anyhow::Ok((place, fetch(&shared, ticket).await?)) });
            }
            while let Some(fetched) = tasks.join_next().await {
                let (place, ticket): (usize, Ticket) = fetched.context("a look-up broke off")??;
                judge(&mut summary, &rows[place], &ticket);
            }
        }
        summary.disagreements.sort_by_key(|disagreement| disagreement.line);
        let played = self.played.iter().filter(|played| **played).count();
        summary.already_there = rows.len() - played;
        summary.timed(played, begun.elapsed());
        Ok(summary)
    }
}

async fn take_step(shared: &Shared, row: usize, step: Step, ticket: Option<String>) -> anyhow::Result<String> {
    let (client, system, row) = (&shared.client, &shared.system, &shared.rows[row]);
    let ticket = match (step, ticket) {
        (Step::Open, _) => request::open(client, system, row).await?,
        (Step::Close, Some(ticket)) => {
            request::close(client, system, row, &ticket).await?;
            ticket
        }
        (Step::Close, None) => bail!("the request {} of line {} was never opened", row.external_id, row.line),
    };
    tracing::debug!(request = row.external_id, ?step, "played");
    Ok(ticket)
}

async fn fetch(shared: &Shared, ticket: Option<String>) -> anyhow::Result<Ticket> {
    let id = ticket.context("a request without a ticket")?;
    Ok(request::get(&shared.client, &id).await?)
}

fn judge(summary: &mut Summary, row: &Row, ticket: &Ticket) {
    if ticket.stage != "archived" {
        summary.still_open += 1;
    }
    let ours = verdict::on_time(ticket);
    if ours == Some(false) {
        summary.late += 1;
    }
    let (Some(_), Some(_), Some(theirs)) = (row.target, row.closed, row.on_time) else { return };
    summary.verdicts_compared += 1;
    if ours == Some(theirs) {
        summary.verdicts_agreeing += 1;
    } else {
        let (line, external_id) = (row.line, row.external_id.clone());
        summary.disagreements.push(Disagreement { line, external_id, ours, theirs });
    }
}
