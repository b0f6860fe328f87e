//! The stretches of working time from a moment on.

use jiff::civil::Date;

use crate::time::Timestamp;

use super::{HORIZON_DAYS, WorkCalendar};

/// Stretches of working time without a break, in order, none touching what an earlier one covers, through [`HORIZON_DAYS`] days.
pub(super) struct Stretches<'c> {
    calendar: &'c WorkCalendar,
    date: Option<Date>,
    shift: usize,
    days_left: u32,
    covered: Timestamp,
}

impl WorkCalendar {
    /// The working time from `from` on.
    pub(super) fn stretches(&self, from: Timestamp) -> Stretches<'_> {
        let today = self.date_of(from);
        // A shift of the day before may have gone on after midnight.
        let date = self.schedule.has_work().then(|| today.yesterday().unwrap_or(today));
        Stretches { calendar: self, date, shift: 0, days_left: HORIZON_DAYS + 2, covered: from }
    }
}

impl Iterator for Stretches<'_> {
    type Item = (Timestamp, Timestamp);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(date) = self.date.filter(|_| self.days_left > 0) {
            let Some(shift) = self.calendar.schedule.shifts_on(date).get(self.shift) else {
                self.date = date.tomorrow().ok();
                self.shift = 0;
                self.days_left -= 1;
                continue;
            };
            self.shift += 1;
            let from = self.calendar.instant(date, shift.from)?.max(self.covered);
            let to = self.calendar.shift_end(date, *shift)?;
            if from < to {
                self.covered = to;
                return Some((from, to));
            }
        }
        None
    }
}
