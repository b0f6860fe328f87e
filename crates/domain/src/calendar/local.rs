//! Between the local clock and instants.

use jiff::Zoned;
use jiff::civil::{Date, Time};
use jiff::tz::AmbiguousOffset;

use crate::policy::calendars::Shift;
use crate::time::Timestamp;

use super::WorkCalendar;

impl WorkCalendar {
    pub(super) fn local(&self, instant: Timestamp) -> Zoned {
        instant.instant().to_zoned(self.zone.clone())
    }

    /// The day an instant belongs to: the last that has begun. Where clocks are put back over midnight the day before
    /// does not come again.
    pub(super) fn date_of(&self, instant: Timestamp) -> Date {
        let date = self.local(instant).date();
        let next = date
            .tomorrow()
            .ok()
            .filter(|next| self.instant(*next, Time::midnight()).is_some_and(|begins| begins <= instant));
        next.unwrap_or(date)
    }

    /// The instant at which the local clock shows `at` on `date`. An hour that is left out (the clocks are put forward)
    /// means the moment of the change; of an hour that comes twice it is the first. So a later hour is never an earlier
    /// instant.
    pub(super) fn instant(&self, date: Date, at: Time) -> Option<Timestamp> {
        let local = date.to_datetime(at);
        let instant = match self.zone.to_ambiguous_timestamp(local).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
                offset.to_timestamp(local).ok()?
            }
            AmbiguousOffset::Gap { after, .. } => {
                let before_the_change = after.to_timestamp(local).ok()?;
                self.zone.following(before_the_change).next()?.timestamp()
            }
        };
        Some(Timestamp::new(instant))
    }

    /// The instant at which `date` is over for a clock that ends its days at `end`; midnight is the end of the date.
    pub(super) fn end_of(&self, date: Date, end: Time) -> Option<Timestamp> {
        let date = if end == Time::midnight() { date.tomorrow().ok()? } else { date };
        self.instant(date, end)
    }

    /// The instant at which a shift that begins on `date` is over.
    pub(super) fn shift_end(&self, date: Date, shift: Shift) -> Option<Timestamp> {
        if shift.passes_midnight() {
            self.instant(date.tomorrow().ok()?, shift.to)
        } else {
            self.end_of(date, shift.to)
        }
    }
}
