//! When customers may be called, and people be disturbed.

use crate::policy::callbacks::{CallbackPlan, QuietHours};
use crate::time::Timestamp;

use super::Policy;

impl Policy {
    /// The first moment at or after `from` at which the plan allows a call: `from` itself, or the end of the quiet
    /// hours it falls into.
    #[must_use]
    pub fn next_callable(&self, plan: &CallbackPlan, from: Timestamp) -> Timestamp {
        self.after_quiet(&plan.quiet, from)
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
