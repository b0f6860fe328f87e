//! From a calendar as written to one made ready for arithmetic.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::policy::UnknownZone;
use crate::policy::calendars::{Calendar, Shift, SpecialDay, Week, Weekday};

use super::WorkCalendar;

/// One version of the week.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledWeek {
    /// The shifts of each weekday, from Monday.
    days: [Vec<Shift>; 7],
    /// The shifts of a make-up workday.
    regular: Vec<Shift>,
}

/// A day that differs from its weekday.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Special {
    pub(super) hours: Hours,
    pub(super) name: Option<String>,
}

/// When a special day is worked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Hours {
    Off,
    /// As its weekday, or as a regular day where that is free.
    MakeUp,
    Own(Vec<Shift>),
}

/// The time zone of this name, from the database that comes with the program: the same answer on every machine.
///
/// # Errors
/// When there is no such zone.
pub fn zone(name: &str) -> Result<TimeZone, UnknownZone> {
    TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone(name.to_owned()))
}

impl WorkCalendar {
    /// Makes `calendar` ready, in its own zone or else in `zone`.
    ///
    /// # Errors
    /// When its own zone is unknown.
    pub fn compile(calendar: &Calendar, zone: &TimeZone) -> Result<Self, UnknownZone> {
        let zone = calendar.zone.as_deref().map_or_else(|| Ok(zone.clone()), self::zone)?;
        let mut weeks: Vec<(Date, CompiledWeek)> =
            calendar.weeks().map(|week| (week.from.unwrap_or(Date::MIN), CompiledWeek::new(&week))).collect();
        weeks.sort_by_key(|(from, _)| *from);
        let special = calendar.days.iter().map(|day| (day.date, Special::new(day))).collect();
        Ok(Self { zone, weeks, special, verified_through: calendar.verified_through })
    }

    /// A calendar on which nobody ever works: good for calendar minutes, hours, days and months only.
    #[must_use]
    pub fn never(zone: TimeZone) -> Self {
        Self { zone, weeks: Vec::new(), special: Default::default(), verified_through: None }
    }

    /// The shifts that begin on `date`, in order.
    pub(super) fn shifts_on(&self, date: Date) -> &[Shift] {
        let week = || self.weeks.iter().rev().find(|(from, _)| *from <= date).map(|(_, week)| week);
        let usual = || week().map_or(&[][..], |week| week.on(date));
        match self.special.get(&date).map(|special| &special.hours) {
            None => usual(),
            Some(Hours::Off) => &[],
            Some(Hours::Own(shifts)) => shifts,
            Some(Hours::MakeUp) if usual().is_empty() => week().map_or(&[][..], |week| &week.regular),
            Some(Hours::MakeUp) => usual(),
        }
    }

    /// Whether there is any work at all.
    pub(super) fn ever_works(&self) -> bool {
        !self.weeks.is_empty()
    }
}

impl CompiledWeek {
    fn new(week: &Week<'_>) -> Self {
        Self { days: Weekday::ALL.map(|day| in_order(week.shifts_of(day))), regular: in_order(week.shifts) }
    }

    fn on(&self, date: Date) -> &[Shift] {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        self.days.get(day).map_or(&[][..], Vec::as_slice)
    }
}

impl Special {
    fn new(day: &SpecialDay) -> Self {
        let hours = match (day.off, day.shifts.is_empty()) {
            (true, _) => Hours::Off,
            (false, true) => Hours::MakeUp,
            (false, false) => Hours::Own(in_order(&day.shifts)),
        };
        Self { hours, name: day.name.clone() }
    }
}

fn in_order(shifts: &[Shift]) -> Vec<Shift> {
    let mut shifts = shifts.to_vec();
    shifts.sort_by_key(|shift| shift.from);
    shifts
}
