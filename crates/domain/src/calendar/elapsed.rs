//! How much working time lies between two moments.

use crate::time::Timestamp;

use super::{HORIZON_DAYS, WorkCalendar};

impl WorkCalendar {
    /// Whole working seconds from `from` to `to`; zero when `to` is not later. Counts at most [`HORIZON_DAYS`] days.
    #[must_use]
    pub fn elapsed(&self, from: Timestamp, to: Timestamp) -> i64 {
        let mut micros = 0;
        let mut date = self.local(from).date();
        let last = self.local(to).date();
        for _ in 0..=HORIZON_DAYS {
            if date > last {
                break;
            }
            for (start, end) in self.shifts_on(date) {
                micros += (end.min(to).as_micros() - start.max(from).as_micros()).max(0);
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
        micros / 1_000_000
    }
}
