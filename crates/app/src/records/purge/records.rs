//! Contents of records.

use bihuan_domain::id::TicketId;
use bihuan_domain::record::RecordKind;
use bihuan_domain::ticket::Ticket;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self, LoadLock};
use bihuan_persistence::page::Position;
use bihuan_persistence::records::{self as rows, Candidate};

use super::{PurgeReport, Purging, Walked, limit, locked};
use crate::error::Error;

impl Purging<'_> {
    pub(super) fn records(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let found = rows::candidates(tx, after, limit())?;
        for candidate in &found {
            self.record(tx, candidate, report)?;
        }
        let places: Vec<Position> = found.iter().map(|one| Position { at: one.at, id: one.id.0 }).collect();
        Ok(Walked::of(&places))
    }

    fn record(&self, tx: &mut Tx<'_>, candidate: &Candidate, report: &mut PurgeReport) -> Result<(), Error> {
        let entry = report.by_kind.entry(candidate.kind.as_str().to_owned()).or_default();
        let looked_at = match candidate.ticket {
            Some(id) => cases::load(tx, id, LoadLock::None)?.map(|stored| stored.case.ticket),
            None => None,
        };
        // Most are too young, and their tickets may be in use: only what is to go is locked, and looked at again.
        let ticket = match candidate.ticket.filter(|_| self.months(candidate, looked_at.as_ref()).is_some()) {
            Some(id) => locked(tx, id)?,
            None => looked_at,
        };
        let Some(months) = self.months(candidate, ticket.as_ref()) else {
            entry.kept += 1;
            return Ok(());
        };
        match Self::ticket_of(tx, candidate)? {
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

    /// The ticket that a record is evidence of: its own, or the one that an error of the register was found in. (The register
    /// belongs to nobody's ticket, and is kept as long as its own kind is.)
    fn ticket_of(tx: &mut Tx<'_>, candidate: &Candidate) -> Result<Option<TicketId>, Error> {
        match candidate.kind {
            RecordKind::Error | RecordKind::Contest if candidate.ticket.is_none() => {
                Ok(rows::ticket_of_error(tx, candidate.id)?)
            }
            _ => Ok(candidate.ticket),
        }
    }

    /// After how many months it may go; none when it may not yet, or never.
    fn months(&self, candidate: &Candidate, ticket: Option<&Ticket>) -> Option<u16> {
        let open = ticket.is_some_and(|ticket| !ticket.stage.is_end());
        let traits = ticket.map(|ticket| ticket.demand.traits());
        let old = |months| self.policy.months_after(candidate.at, months) < self.input.as_of;
        self.policy.months_kept(candidate.kind, traits.as_ref()).filter(|months| !open && old(*months))
    }
}
