//! What publishing makes of one open ticket: asked before by a dry run, and after by the job that does it.

use std::sync::Arc;

use bihuan_domain::case::{self, Case, Decision, Unknown};
use bihuan_domain::id::TicketId;
use bihuan_domain::policy::Policy;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::cases as rows;
use bihuan_persistence::jobs::{Advance, NewResult};
use serde::{Deserialize, Serialize};

use super::MoveOpen;
use super::figures::{ClockMove, MoveFigures, TicketMoves};
use crate::App;
use crate::cases::{self, Footing, Policies};
use crate::error::Error;
use crate::jobs::step::{Batch, Step, stored};

/// Tickets looked at in one step.
const BATCH: i64 = 50;

/// A policy that is, or would be, in force.
#[derive(Clone, Copy)]
pub(super) struct Publication<'a> {
    pub(super) app: &'a App,
    /// That policy.
    pub(super) policy: &'a Arc<Policy>,
    /// What becomes of open tickets.
    pub(super) move_open: MoveOpen,
    /// Now.
    pub(super) now: Timestamp,
}

/// What it makes of one ticket.
pub(super) struct Effect {
    /// The case afterwards, and what happened to it.
    pub(super) decision: Decision,
    /// What the policy lacks, so that the ticket cannot move there.
    pub(super) kept: Option<Unknown>,
    /// What it was decided on: the policy that the ticket is under afterwards.
    pub(super) footing: Footing,
}

impl Publication<'_> {
    /// What it makes of one open case. Tickets that cannot move to the policy still count by its calendars.
    pub(super) fn effect(&self, tx: &mut Tx<'_>, case: &Case) -> Result<Effect, Error> {
        let Self { app, policy: published, move_open, now } = *self;
        let own = app.directory.policy(tx, case.ticket.policy)?;
        let wanted = move_open == MoveOpen::Policy && own.version() != published.version();
        let kept = if wanted { case::unknown_to(case, published) } else { None };
        let policy = if wanted && kept.is_none() { published.clone() } else { own };
        let rules = cases::rules(&policy, case)?;
        let footing = Footing::under(app, Policies { own: policy, current: published.clone() }, rules, now);
        let context = footing.context(None);
        let moved = if wanted && kept.is_none() { case::move_to(case, &context) } else { None };
        let decision = moved.unwrap_or_else(|| case::recompute(case, &context));
        Ok(Effect { decision, kept, footing })
    }
}

impl Effect {
    /// What moves of the ticket.
    pub(super) fn moves(&self, before: &Case) -> TicketMoves {
        let after = &self.decision.case.clocks;
        let clocks = before.clocks.iter().filter_map(|clock| {
            let again = after.iter().find(|again| again.no == clock.no && again.due_at != clock.due_at)?;
            let (no, code) = (clock.no, clock.code.clone());
            Some(ClockMove { no, code, due_before: clock.due_at, due_after: again.due_at })
        });
        TicketMoves {
            number: Some(before.ticket.number.clone()),
            kept: self.kept,
            failed: false,
            clocks: clocks.collect(),
        }
    }
}

/// One step of the walk through all open tickets, in the order of their ids. Tickets that are opened meanwhile come at
/// the end; clocks that start meanwhile are on the new calendars already.
pub(super) struct Walk {
    tickets: Vec<TicketId>,
    cursor: Cursor,
    figures: MoveFigures,
    done: i64,
    total: i64,
}

/// Where the walk goes on.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Cursor {
    after: Option<TicketId>,
    /// How many findings there are so far.
    found: i64,
}

impl Walk {
    /// The next step of a job.
    pub(super) fn next(tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Self, Error> {
        let cursor: Cursor = step.cursor()?;
        let total = match step.job.total {
            Some(total) => total,
            None => rows::running_count(tx)?,
        };
        let tickets = rows::running(tx, cursor.after, BATCH)?;
        Ok(Self { tickets, cursor, figures: step.result()?, done: step.job.done, total })
    }

    /// Looks at each ticket, and writes down what was found.
    pub(super) fn over(
        mut self,
        mut look: impl FnMut(TicketId) -> Result<Option<TicketMoves>, Error>,
    ) -> Result<Batch, Error> {
        let mut findings = Vec::new();
        for id in &self.tickets {
            let Some(moves) = look(*id)? else { continue };
            self.figures.count(&moves);
            if moves.is_worth_a_word() {
                self.cursor.found += 1;
                findings.push(NewResult { no: self.cursor.found, ticket: *id, document: stored(&moves)? });
            }
        }
        let looked_at = i64::try_from(self.tickets.len()).unwrap_or(BATCH);
        self.cursor.after = self.tickets.last().copied().or(self.cursor.after);
        Ok(Batch {
            advance: Advance {
                cursor: stored(&self.cursor)?,
                result: stored(&self.figures)?,
                done: self.done + looked_at,
                total: Some(self.total.max(self.done + looked_at)),
                rows: findings,
            },
            finished: looked_at < BATCH,
        })
    }
}
