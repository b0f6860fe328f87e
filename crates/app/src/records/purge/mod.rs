//! Purging: contents of records that were kept as long as the policy wants, the customers' data of old tickets and calls, and what
//! people wrote in old survey rounds and registers. A job, with a report that stays; the database itself lets nothing else
//! take a content away.

mod calls;
mod records;
mod registers;
mod tickets;

use std::collections::BTreeMap;
use std::sync::Arc;

use bihuan_domain::id::TicketId;
use bihuan_domain::job::JobKind;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::Policy;
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self, LoadLock};
use bihuan_persistence::jobs::{Advance, HeldJob, JobRecord};
use bihuan_persistence::page::{Position, Scope};
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
    Calls,
    Rounds,
    Errors,
    Assessments,
}

impl Part {
    /// What comes next.
    const fn next(self) -> Option<Self> {
        match self {
            Self::Records => Some(Self::Tickets),
            Self::Tickets => Some(Self::Calls),
            Self::Calls => Some(Self::Rounds),
            Self::Rounds => Some(Self::Errors),
            Self::Errors => Some(Self::Assessments),
            Self::Assessments => None,
        }
    }
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
    /// Calls that brought no ticket, or whose tickets are all erased, and whose customer was erased.
    #[serde(default)]
    pub calls_erased: i64,
    /// Answers of survey rounds in which what customers wrote was erased.
    #[serde(default)]
    pub round_answers_erased: i64,
    /// Errors of the register in which what people wrote was erased.
    #[serde(default)]
    pub errors_erased: i64,
    /// Assessments in which what people wrote was erased.
    #[serde(default)]
    pub assessments_erased: i64,
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
    let answer = reply::once(app, reply, move |tx| order(&inner, tx, &errand, dry_run)).await?;
    app.queued.notify_one();
    Ok(answer)
}

/// Queues a purge inside the caller's transaction.
pub(crate) fn order(app: &App, tx: &mut Tx<'_>, errand: &Errand, dry_run: bool) -> Result<JobRecord, Error> {
    let input = Input { as_of: app.clock.now(), dry_run };
    jobs::queue(
        app,
        tx,
        errand,
        Order { kind: JobKind::RecordPurge, input: &input, files: Vec::new(), after_seconds: 0 },
    )
}

/// What a step knows.
struct Purging<'a> {
    app: &'a App,
    job: &'a HeldJob,
    policy: &'a Policy,
    input: Input,
}

/// How many rows a step looked at, and where the last of them stands; none when nothing is left of its part.
struct Walked {
    seen: usize,
    last: Option<Position>,
}

/// Looks at the next rows of a part, and when there are none left goes on to the next.
pub(crate) fn batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    let policy = app.directory.current_policy()?;
    let purging = Purging { app, job: step.job, policy: &policy, input: step.input()? };
    let (cursor, mut report): (Cursor, PurgeReport) = (step.cursor()?, step.result()?);
    report.dry_run = purging.input.dry_run;
    let walked = match cursor.part {
        Part::Records => purging.records(tx, cursor.after, &mut report)?,
        Part::Tickets => purging.tickets(tx, cursor.after, &mut report)?,
        Part::Calls => purging.calls(tx, cursor.after, &mut report)?,
        Part::Rounds => purging.rounds(tx, cursor.after, &mut report)?,
        Part::Errors => purging.errors(tx, cursor.after, &mut report)?,
        Part::Assessments => purging.assessments(tx, cursor.after, &mut report)?,
    };
    let next = match walked.last {
        Some(last) => Some(Cursor { part: cursor.part, after: Some(last) }),
        None => cursor.part.next().map(|part| Cursor { part, after: None }),
    };
    let finished = next.is_none();
    let done = step.job.done + i64::try_from(walked.seen).unwrap_or_default();
    let total = if finished { Some(done) } else { step.job.total };
    let cursor = stored(&next.unwrap_or(cursor))?;
    Ok(Batch { advance: Advance { cursor, result: stored(&report)?, done, total, rows: Vec::new() }, finished })
}

/// Rows looked at in one step, as the database counts.
fn limit() -> i64 {
    i64::try_from(BATCH).unwrap_or(i64::MAX)
}

impl Walked {
    /// `places` are those of the rows that were looked at; fewer than asked for means that nothing is left.
    fn of(places: &[Position]) -> Self {
        let last = places.last().copied().filter(|_| places.len() == BATCH);
        Self { seen: places.len(), last }
    }
}

fn locked(tx: &mut Tx<'_>, id: TicketId) -> Result<Option<Ticket>, Error> {
    Ok(cases::load(tx, id, LoadLock::Wait)?.map(|stored| stored.case.ticket))
}
