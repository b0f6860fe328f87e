//! When customers may be called, and people be disturbed.

use crate::policy::applies_to::Traits;
use crate::policy::callbacks::{CallbackPlan, Hours, QuietHours};
use crate::time::Timestamp;

use super::Policy;

/// Enough to get past every window of a few days.
const ROUNDS_MAX: usize = 16;

impl Policy {
    /// The first moment at or after `from` at which the plan allows a call: `from` itself, or the end of the quiet
    /// hours it falls into, or the beginning of the plan's or the customer's own hours.
    #[must_use]
    pub fn next_callable(&self, plan: &CallbackPlan, customer: &[Hours], from: Timestamp) -> Timestamp {
        let mut moment = from;
        // Three kinds of hours push each other on; hours that leave no time at all are given up after a few days.
        for _ in 0..ROUNDS_MAX {
            let next = self.within(customer, self.within(&plan.hours, self.after_quiet(&plan.quiet, moment)));
            if next == moment {
                break;
            }
            moment = next;
        }
        moment
    }

    /// How many in a hundred customers of such demands the plan calls.
    #[must_use]
    pub fn percent_called(&self, plan: &CallbackPlan, demand: &Traits<'_>) -> u8 {
        plan.samples.iter().find(|row| self.applies(&row.applies_to, demand)).map_or(100, |row| row.percent)
    }

    /// Whether there is any aftercare at all.
    #[must_use]
    pub fn has_aftercare(&self) -> bool {
        self.aftercare().next().is_some()
    }

    /// The first moment at or after `from` within these hours; `from` itself when there are none.
    fn within(&self, hours: &[Hours], from: Timestamp) -> Timestamp {
        let local = from.instant().to_zoned(self.zone.clone());
        if hours.is_empty() || hours.iter().any(|window| window.covers(local.time())) {
            return from;
        }
        let today = local.date();
        let days = [Some(today), today.tomorrow().ok()];
        let starts = days.into_iter().flatten().flat_map(|date| {
            hours.iter().filter_map(move |window| date.to_datetime(window.from).to_zoned(self.zone.clone()).ok())
        });
        let next = starts.filter(|start| *start > local).min();
        next.map_or(from, |start| Timestamp::new(start.timestamp()))
    }

    /// The first moment at or after `from` outside these quiet hours.
    #[must_use]
    pub fn after_quiet(&self, windows: &[QuietHours], from: Timestamp) -> Timestamp {
        let mut moment = from;
        // Each window is left at most once a day; windows that cover the whole day are refused by the check.
        for _ in 0..=windows.len() * 2 {
            let local = moment.instant().to_zoned(self.zone.clone());
            let Some(quiet) = windows.iter().find(|quiet| quiet.covers(local.time())) else {
                break;
            };
            let date = if quiet.to > local.time() { Some(local.date()) } else { local.date().tomorrow().ok() };
            let end = date.and_then(|date| date.to_datetime(quiet.to).to_zoned(self.zone.clone()).ok());
            match end {
                Some(end) => moment = Timestamp::new(end.timestamp()),
                None => break,
            }
        }
        moment
    }
}
