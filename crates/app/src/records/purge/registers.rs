//! What people wrote where no ticket is: in survey rounds, in the register of errors, in assessments.

use bihuan_domain::record::RecordKind;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::page::Position;
use bihuan_persistence::quality::words;
use bihuan_persistence::{Tx, erasure, records, survey_rounds};

use super::{PurgeReport, Purging, Walked, limit};
use crate::error::Error;

impl Purging<'_> {
    /// One round at a time: it may have thousands of answers.
    pub(super) fn rounds(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let Some(months) = self.policy.months_named_without_ticket() else { return Ok(Walked { seen: 0, last: None }) };
        let found = survey_rounds::worded(tx, self.input.as_of, after)?;
        let Some((place, round)) = found else { return Ok(Walked { seen: 0, last: None }) };
        if self.is_old(round.closed_at.unwrap_or(round.until), months) && !self.input.dry_run {
            report.round_answers_erased += erasure::of_round(tx, round.id, self.app.clock.now())?;
        }
        Ok(Walked { seen: 1, last: Some(place) })
    }

    pub(super) fn errors(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let Some(months) = self.policy.months_worded(RecordKind::Error) else {
            return Ok(Walked { seen: 0, last: None });
        };
        let found = words::worded_errors(tx, self.input.as_of, after, limit())?;
        for row in found.iter().filter(|row| self.is_old(row.document.last_said_at(), months)) {
            if let Some(ticket) = row.document.ticket
                && records::is_held(tx, ticket)?
            {
                continue;
            }
            report.errors_erased += 1;
            if !self.input.dry_run {
                words::forget_error(tx, row, self.app.clock.now())?;
            }
        }
        let places: Vec<Position> = found.iter().map(|row| row.position).collect();
        Ok(Walked::of(&places))
    }

    pub(super) fn assessments(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let Some(months) = self.policy.months_worded(RecordKind::Assessment) else {
            return Ok(Walked { seen: 0, last: None });
        };
        let found = words::worded_assessments(tx, self.input.as_of, after, limit())?;
        for row in found.iter().filter(|row| self.is_old(row.document.last_said_at(), months)) {
            report.assessments_erased += 1;
            if !self.input.dry_run {
                words::forget_assessment(tx, row, self.app.clock.now())?;
            }
        }
        let places: Vec<Position> = found.iter().map(|row| row.position).collect();
        Ok(Walked::of(&places))
    }

    pub(super) fn is_old(&self, last: Timestamp, months: u16) -> bool {
        self.policy.months_after(last, months) < self.input.as_of
    }
}
