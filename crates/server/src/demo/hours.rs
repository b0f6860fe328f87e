//! When the people of the play work. Crews work day and night; desks within the shifts of working days; customers are
//! called outside the quiet hours.

use anyhow::Context as _;
use bihuan_domain::time::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan as _};

/// The day that is played: a Monday without holidays near.
pub(super) const DAY: Date = date(2026, 11, 23);
/// The shifts of a desk.
const SHIFTS: [(Time, Time); 2] = [(time(8, 0, 0, 0), time(12, 0, 0, 0)), (time(13, 30, 0, 0), time(17, 30, 0, 0))];
/// When customers may be called back.
const CALLABLE: [(Time, Time); 2] = [(time(8, 0, 0, 0), time(12, 0, 0, 0)), (time(14, 0, 0, 0), time(21, 0, 0, 0))];
const ZONE: &str = "Asia/Shanghai";

/// The hours of the centre.
#[derive(Debug, Clone)]
pub(super) struct Hours {
    zone: TimeZone,
}

impl Hours {
    /// The hours of the centre.
    ///
    /// # Errors
    /// When the time zone is not known.
    pub(super) fn new() -> anyhow::Result<Self> {
        Ok(Self { zone: TimeZone::get(ZONE).context("the time zone of the demo")? })
    }

    /// So many days after the day that is played, at this hour.
    ///
    /// # Errors
    /// When that lies outside the calendar.
    pub(super) fn at(&self, days: i64, hour: i8) -> anyhow::Result<Timestamp> {
        let day = DAY.checked_add(days.days())?;
        Ok(Timestamp::new(self.zone.to_timestamp(day.at(hour, 0, 0, 0))?))
    }

    /// The moment at which a desk that begins at `from` has worked for so many minutes.
    pub(super) fn after_work(&self, from: Timestamp, minutes: i64) -> Timestamp {
        self.after(from, minutes, &SHIFTS, |day| !matches!(day, Weekday::Saturday | Weekday::Sunday))
    }

    /// The moment at which, from `from` on, customers could be called for so many minutes.
    pub(super) fn after_calling(&self, from: Timestamp, minutes: i64) -> Timestamp {
        self.after(from, minutes, &CALLABLE, |_| true)
    }

    fn after(&self, from: Timestamp, minutes: i64, shifts: &[(Time, Time)], works: fn(Weekday) -> bool) -> Timestamp {
        let mut now = from.instant().to_zoned(self.zone.clone()).datetime();
        let mut left = SignedDuration::from_mins(minutes);
        for _ in 0..DAYS_MAX {
            if works(now.weekday()) {
                for (begin, end) in shifts {
                    let (begin, end) = (now.date().to_datetime(*begin), now.date().to_datetime(*end));
                    let begin = begin.max(now);
                    let free = begin.duration_until(end);
                    if free > left {
                        return self.instant(begin.saturating_add(left), from);
                    }
                    left -= free.max(SignedDuration::ZERO);
                }
            }
            now = now.date().tomorrow().unwrap_or(now.date()).to_datetime(Time::midnight());
        }
        from
    }

    fn instant(&self, local: DateTime, otherwise: Timestamp) -> Timestamp {
        self.zone.to_timestamp(local).map_or(otherwise, Timestamp::new)
    }
}

/// Longer than any wait of the play.
const DAYS_MAX: usize = 60;

#[cfg(test)]
mod tests {
    use super::Hours;

    #[test]
    fn desks_work_within_their_shifts_and_not_on_weekends() {
        let hours = Hours::new().unwrap();
        for (from, minutes, until) in [
            ("2026-11-23T01:00:00Z", 60, "2026-11-23T02:00:00.000Z"),
            ("2026-11-23T03:30:00Z", 60, "2026-11-23T06:00:00.000Z"),
            ("2026-11-23T12:00:00Z", 0, "2026-11-24T00:00:00.000Z"),
            ("2026-11-27T09:00:00Z", 60, "2026-11-30T00:30:00.000Z"),
        ] {
            assert_eq!(hours.after_work(from.parse().unwrap(), minutes).to_string(), until, "{from} + {minutes}");
        }
    }

    #[test]
    fn customers_are_left_in_peace_at_noon_and_at_night() {
        let hours = Hours::new().unwrap();
        for (from, minutes, until) in [
            ("2026-11-23T04:30:00Z", 0, "2026-11-23T06:00:00.000Z"),
            ("2026-11-23T12:30:00Z", 60, "2026-11-24T00:30:00.000Z"),
        ] {
            assert_eq!(hours.after_calling(from.parse().unwrap(), minutes).to_string(), until, "{from} + {minutes}");
        }
    }
}
