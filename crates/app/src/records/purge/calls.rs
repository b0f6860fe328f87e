//! Calls that brought no ticket: somebody asked, or hung up.

use bihuan_persistence::page::Position;
use bihuan_persistence::{Tx, erasure};

use super::{PurgeReport, Purging, Walked, limit};
use crate::error::Error;

impl Purging<'_> {
    /// Calls of tickets go with the last of those; what is left goes by its age, unless it was about a ticket that is under a
    /// hold.
    pub(super) fn calls(
        &self,
        tx: &mut Tx<'_>,
        after: Option<Position>,
        report: &mut PurgeReport,
    ) -> Result<Walked, Error> {
        let Some(months) = self.policy.months_named_without_ticket() else { return Ok(Walked { seen: 0, last: None }) };
        let held = erasure::calls_about_held(tx)?;
        let found = erasure::named_calls(tx, self.input.as_of, after, limit())?;
        for call in &found {
            if held.contains(&call.id) || !self.is_old(call.position.at, months) {
                continue;
            }
            report.calls_erased += 1;
            if !self.input.dry_run {
                erasure::of_call(tx, call.id, self.app.clock.now())?;
            }
        }
        let places: Vec<Position> = found.iter().map(|call| call.position).collect();
        Ok(Walked::of(&places))
    }
}
