//! Purging: contents of records that were kept as long as the policy wants, and the customers' data of old tickets. A job,
//! with a report; the database itself lets nothing else take a content away.

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::job::JobKind;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::cases::{self, LoadLock};
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::jobs::{Advance, HeldJob, JobRecord};
use bihuan_persistence::page::{Position, Scope};
use bihuan_persistence::records::{self as rows, Candidate};
use bihuan_persistence::{Tx, erasure};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::jobs::step::{Batch, Step, stored};
use crate::jobs::{self, Errand, Order};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Rows looked at in one step.
const BATCH: usize = 50;

/// What a purge is to do, as it is stored.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    /// The moment by which everything is judged.
    as_of: Timestamp,
    /// Whether it only says what it would do.
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Part {
    #[default]
    Records,
    Tickets,
}

#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cursor {
    part: Part,
    after: Option<Position>,
}

/// The report of a purge.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PurgeReport {
    /// Whether it only said what it would do.
    pub dry_run: bool,
    /// Records, by kind.
    pub by_kind: BTreeMap<String, KindReport>,
    /// Tickets whose customer was erased.
    pub tickets_erased: i64,
    /// Tickets that would be old enough but whose records are still kept, or on which a hold is.
    pub tickets_held: i64,
}

/// What became of the records of a kind whose contents were still there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KindReport {
    /// Purged.
    pub purged: i64,
    /// Kept, because they are not old enough, no rule names them, or their ticket is not at its end.
    pub kept: i64,
    /// Old enough, and kept because a legal hold is on their ticket.
    pub held: i64,
}

/// Asks for a purge.
///
/// # Errors
/// Forbidden; too many jobs are waiting.
pub async fn purge(
    app: &Arc<App>,
    caller: &Caller,
    dry_run: bool,
    reply: Reply<JobRecord>,
) -> Result<StoredReply, Error> {
    let permission = Permission::RecordPurge;
    caller.principal.require(permission)?;
    if scope::of(&caller.principal) != Scope::Everything {
        // It goes through everything there is.
        return Err(Error::Forbidden { permission });
    }
    let (inner, errand) = (app.clone(), Errand::of(caller));
    let answer = reply::once(app, reply, move |tx| {
        let input = Input { as_of: inner.clock.now(), dry_run };
        let order = Order { kind: JobKind::RecordPurge, input: &input, files: Vec::new(), after_seconds: 0 };
        jobs::queue(&inner, tx, &errand, order)
    })
    .await?;
    app.queued.notify_one();
    Ok(answer)
}

/// What a step knows.
struct Purging<'a> {
    app: &'a App,
    job: &'a HeldJob,
    policy: &'a Policy,
    input: Input,
}

/// Looks at the next records, and when there are none left at the next tickets.
pub(crate) fn batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    let policy = app.directory.current_policy()?;
    let purging = Purging { app, job: step.job, policy: &policy, input: step.input()? };
    let (mut cursor, mut report): (Cursor, PurgeReport) = (step.cursor()?, step.result()?);
    report.dry_run = purging.input.dry_run;
    let limit = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let (seen, finished) = match cursor.part {
        Part::Records => {
            let found = rows::candidates(tx, cursor.after, limit)?;
            for candidate in &found {
                purging.record(tx, candidate, &mut report)?;
            }
            let last = found.last().map(|last| Position { at: last.at, id: last.id.0 });
            cursor = if found.len() < BATCH {
                Cursor { part: Part::Tickets, after: None }
            } else {
                Cursor { after: last, ..cursor }
            };
            (found.len(), false)
        }
        Part::Tickets => {
            let found = erasure::named(tx, purging.input.as_of, cursor.after, limit)?;
            for named in &found {
                purging.ticket(tx, &named.ticket, &mut report)?;
            }
            cursor.after = found.last().map(|last| last.position).or(cursor.after);
            (found.len(), found.len() < BATCH)
        }
    };
    let done = step.job.done + i64::try_from(seen).unwrap_or_default();
    let total = if finished { Some(done) } else { step.job.total };
    let advance = Advance { cursor: stored(&cursor)?, result: stored(&report)?, done, total, rows: Vec::new() };
    Ok(Batch { advance, finished })
}

impl Purging<'_> {
    fn record(&self, tx: &mut Tx<'_>, candidate: &Candidate, report: &mut PurgeReport) -> Result<(), Error> {
        let entry = report.by_kind.entry(candidate.kind.as_str().to_owned()).or_default();
        let ticket = match candidate.ticket {
            Some(id) => locked(tx, id)?,
            None => None,
        };
        let open = ticket.as_ref().is_some_and(|ticket| !ticket.stage.is_end());
        let traits = ticket.as_ref().map(|ticket| ticket.demand.traits());
        let months = self.policy.months_kept(candidate.kind, traits.as_ref());
        let old = |months| self.policy.months_after(candidate.at, months) < self.input.as_of;
        let Some(months) = months.filter(|months| !open && old(*months)) else {
            entry.kept += 1;
            return Ok(());
        };
        match candidate.ticket {
            Some(ticket) if rows::is_held(tx, ticket)? => entry.held += 1,
            _ => {
                entry.purged += 1;
                if !self.input.dry_run {
                    rows::purge(tx, candidate.id, self.app.clock.now(), self.job.id, months)?;
                }
            }
        }
        Ok(())
    }

    fn ticket(&self, tx: &mut Tx<'_>, ticket: &Ticket, report: &mut PurgeReport) -> Result<(), Error> {
        let Some(ended) = ticket.ended_at.filter(|_| ticket.stage.is_end()) else { return Ok(()) };
        let months = self.policy.months_named(&ticket.demand.traits());
        if months.is_none_or(|months| self.policy.months_after(ended, months) >= self.input.as_of) {
            return Ok(());
        }
        // Reopened meanwhile?
        let Some(ticket) = locked(tx, ticket.id)?.filter(|ticket| ticket.ended_at == Some(ended)) else {
            return Ok(());
        };
        if rows::is_held(tx, ticket.id)? || (!self.input.dry_run && rows::has_contents(tx, ticket.id)?) {
            report.tickets_held += 1;
            return Ok(());
        }
        report.tickets_erased += 1;
        if self.input.dry_run {
            return Ok(());
        }
        let now = self.app.clock.now();
        erasure::of_ticket(tx, &ticket, now)?;
        let entry = NewEvent {
            id: self.app.ids.id(now).into(),
            ticket: None,
            subject: "ticket",
            subject_id: ticket.id.0,
            name: "erased",
            at: now,
            actor: self.job.actor.clone(),
            data: serde_json::json!({"subject": "erasure", "job": self.job.id}),
            request_id: self.job.request_id.clone(),
        };
        Ok(events::append(tx, [&entry])?)
    }
}

fn locked(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<Ticket>, Error> {
    Ok(cases::load(tx, id, LoadLock::Wait)?.map(|stored| stored.case.ticket))
}
