//! Customers of old tickets.

use bihuan_domain::ticket::Ticket;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::page::Position;
use bihuan_persistence::{Tx, erasure, records as rows};

use super::{PurgeReport, Purging, Walked, limit, locked};
use crate::error::Error;

impl Purging<'_> {
    pub(super) fn tickets(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let found = erasure::named(tx, self.input.as_of, after, limit())?;
        for named in &found {
            self.ticket(tx, &named.ticket, report)?;
        }
        let places: Vec<Position> = found.iter().map(|one| one.position).collect();
        Ok(Walked::of(&places))
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
