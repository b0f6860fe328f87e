//! What if: the tickets of a period, replayed under a draft.

use std::sync::Arc;

use bihuan_domain::code::{KindCode, UnitCode};
use bihuan_domain::job::JobKind;
use bihuan_domain::permission::Permission;
use bihuan_domain::simulation::{self, Compared, Draft, History, Unreplayable};
use bihuan_domain::ticket::{Demand, Ticket};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::jobs::{Advance, NewResult};
use bihuan_persistence::page::{Position, Scope, Subtree};
use bihuan_persistence::tickets::{self, Period};
use bihuan_persistence::{DbError, Tx, cases, events};
use serde::{Deserialize, Serialize};

use super::figures::{ClockVerdicts, SimulationFigures, Skipped, TicketVerdicts};
use super::{DraftFiles, assemble};
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::jobs::step::{Batch, Step, stored};
use crate::jobs::{self, Errand, JobRecord, Order};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// A draft, and the tickets it is tried on.
#[derive(Debug, Clone)]
pub struct SimulationOrder {
    /// The draft.
    pub files: DraftFiles,
    /// The first moment of the period in which the tickets were opened.
    pub from: Timestamp,
    /// The end of the period; not part of it.
    pub to: Timestamp,
    /// Only tickets of this kind.
    pub kind: Option<KindCode>,
    /// Only tickets that this unit or one below it took or held.
    pub unit: Option<UnitCode>,
}

/// What a job of this kind is to do, as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    from: Timestamp,
    to: Timestamp,
    /// As of when clocks that still run are judged.
    as_of: Timestamp,
    kind: Option<KindCode>,
    unit: Option<UnitCode>,
    /// The path of the subtree whose tickets are looked at; none means all.
    under: Option<String>,
}

impl Input {
    fn period(&self) -> Period {
        Period { from: self.from, to: self.to, kind: self.kind.as_ref().map(ToString::to_string) }
    }

    fn scope(&self) -> Scope {
        self.under.as_deref().map_or(Scope::Everything, |path| Scope::Under(Subtree::of(path)))
    }
}

/// Queues a job that replays the tickets of a period under a draft.
///
/// # Errors
/// Forbidden; invalid; [`Error::PolicyRefused`] with every problem of the draft.
pub async fn simulate(
    app: &Arc<App>,
    caller: &Caller,
    order: SimulationOrder,
    reply: Reply<JobRecord>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::PolicySimulate)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let input = input(app, caller, &order)?;
    let draft = assemble(app, order.files).await?;
    let (inner, errand) = (app.clone(), Errand::of(caller));
    let answer = reply::once(app, reply, move |tx| {
        let kind = JobKind::PolicySimulation;
        jobs::queue(&inner, tx, &errand, Order { kind, input: &input, files: draft.files.clone(), after_seconds: 0 })
    })
    .await?;
    app.queued.notify_one();
    Ok(answer)
}

fn input(app: &App, caller: &Caller, order: &SimulationOrder) -> Result<Input, Error> {
    let SimulationOrder { from, to, kind, unit, .. } = order.clone();
    if from >= to {
        return Err(Error::Invalid(vec![FieldError::new("/to", "conflict").with("other", "from")]));
    }
    let seen = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let under = match &unit {
        Some(code) => match organisation.unit(code).filter(|unit| scope::contains(&seen, &unit.path)) {
            Some(unit) => Some(unit.path.clone()),
            None => return Err(Error::invalid("/unit", "unknown")),
        },
        None if seen == Scope::Everything => None,
        None => Some(caller.principal.unit_path.clone()),
    };
    Ok(Input { from, to, as_of: app.clock.now(), kind, unit, under })
}

/// Tickets looked at in one step.
const BATCH: i64 = 50;
/// Tickets of one simulation.
const SIMULATION_TICKETS_MAX: i64 = 1_000_000;
/// Entries of the log of one ticket that are replayed.
const EVENTS_MAX: i64 = 5_000;

/// The subject of entries that clocks have brought about.
const CLOCK: &str = "clock";

/// Where a simulation goes on.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Cursor {
    after: Option<Position>,
    /// How many findings there are so far.
    found: i64,
}

/// Replays the next tickets. Reads only.
pub(crate) fn batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    let input: Input = step.input()?;
    let (mut cursor, mut figures): (Cursor, SimulationFigures) = (step.cursor()?, step.result()?);
    let total = match step.job.total {
        Some(total) => total,
        None => counted(tx, &input)?,
    };
    let tickets = tickets::opened_in(tx, &input.period(), &input.scope(), cursor.after, BATCH)?;
    let organisation = app.directory.organisation();
    let draft = Draft { policy: step.draft()?, organisation: &organisation };
    let mut rows = Vec::new();
    for ticket in &tickets {
        let verdicts = one(tx, &input, ticket, &draft, &mut figures)?;
        if verdicts.skipped.is_some() || !verdicts.clocks.is_empty() {
            cursor.found += 1;
            rows.push(NewResult { no: cursor.found, ticket: ticket.id, document: stored(&verdicts)? });
        }
    }
    cursor.after = tickets.last().map(|last| Position { at: last.opened_at, id: last.id.0 }).or(cursor.after);
    let looked_at = i64::try_from(tickets.len()).unwrap_or(BATCH);
    Ok(Batch {
        advance: Advance {
            cursor: stored(&cursor)?,
            result: stored(&figures)?,
            done: step.job.done + looked_at,
            total: Some(total),
            rows,
        },
        finished: looked_at < BATCH,
    })
}

fn counted(tx: &mut Tx<'_>, input: &Input) -> Result<i64, Error> {
    let total = tickets::count_opened_in(tx, &input.period(), &input.scope())?;
    if total > SIMULATION_TICKETS_MAX {
        let maximum = SIMULATION_TICKETS_MAX.unsigned_abs();
        return Err(Error::LimitExceeded { limit: "simulation_tickets", maximum });
    }
    Ok(total)
}

/// One ticket under the draft, counted; the clocks with another verdict.
fn one(
    tx: &mut Tx<'_>,
    input: &Input,
    ticket: &Ticket,
    draft: &Draft<'_>,
    figures: &mut SimulationFigures,
) -> Result<TicketVerdicts, Error> {
    let Demand { kind, service_type, .. } = &ticket.demand;
    let mut verdicts = TicketVerdicts {
        number: ticket.number.clone(),
        kind: kind.clone(),
        service_type: service_type.clone(),
        skipped: None,
        clocks: Vec::new(),
    };
    let compared = match compared(tx, input, ticket, draft)? {
        Ok(compared) => compared,
        Err(skipped) => {
            figures.tickets_skipped += 1;
            verdicts.skipped = Some(skipped);
            return Ok(verdicts);
        }
    };
    figures.tickets += 1;
    let group = service_type.as_ref().map_or_else(|| kind.to_string(), ToString::to_string);
    for clock in compared {
        let (before, after) = (clock.late_before(), clock.late_after());
        figures.all.count(before, after);
        figures.by_unit.entry(clock.unit.clone()).or_default().count(before, after);
        figures.by_type.entry(group.clone()).or_default().count(before, after);
        figures.by_clock.entry(clock.code.clone()).or_default().count(before, after);
        if before != after {
            verdicts.clocks.push(ClockVerdicts::of(clock));
        }
    }
    figures.tickets_changed += i64::from(!verdicts.clocks.is_empty());
    Ok(verdicts)
}

/// The clocks of one ticket as they ran and as they would have run.
fn compared(
    tx: &mut Tx<'_>,
    input: &Input,
    ticket: &Ticket,
    draft: &Draft<'_>,
) -> Result<Result<Vec<Compared>, Skipped>, Error> {
    let entries = events::of_ticket(tx, ticket.id, 0, EVENTS_MAX + 1)?;
    if i64::try_from(entries.len()).is_ok_and(|entries| entries > EVENTS_MAX) {
        return Ok(Err(Skipped::TooLong));
    }
    // What clocks said under the policy of that time is not replayed; how it was written down then does not matter.
    let deeds = entries.iter().filter(|entry| entry.subject != CLOCK);
    let history: Result<Vec<_>, DbError> =
        deeds.filter_map(|entry| Some(entry.case_event().transpose()?.map(|event| (entry.at, event)))).collect();
    let history = match history {
        Ok(history) => history,
        Err(error) => {
            tracing::error!(ticket = %ticket.id, %error, "the log of a ticket cannot be replayed");
            return Ok(Err(Skipped::Unreadable));
        }
    };
    // What happened since the simulation was asked for is there on both sides.
    let until = entries.last().map_or(input.as_of, |last| last.at.max(input.as_of));
    Ok(match simulation::replay(&History { ticket, events: &history }, draft, until) {
        Ok(replayed) => Ok(simulation::compare(&cases::clocks_of(tx, ticket.id)?, &replayed, until)),
        Err(Unreplayable::Incomplete) => Err(Skipped::Incomplete),
        Err(Unreplayable::UnknownKind) => Err(Skipped::UnknownKind),
    })
}
