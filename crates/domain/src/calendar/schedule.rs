//! Which shifts begin on a date: the week as it stands then, and the days that differ from it.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::policy::calendars::{Calendar, Shift, SpecialDay, Week, Weekday};

/// The shifts of every date, without a time zone.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Schedule {
    /// The weeks with the first day of each, in order.
    weeks: Vec<(Date, Hours)>,
    special: BTreeMap<Date, Special>,
}

/// The hours of a week.
#[derive(Clone, Debug, PartialEq)]
struct Hours {
    /// The shifts of each weekday, from Monday.
    days: [Vec<Shift>; 7],
    /// The shifts of a make-up workday.
    regular: Vec<Shift>,
}

/// A day that differs from its weekday.
#[derive(Clone, Debug, PartialEq)]
struct Special {
    work: Work,
    name: Option<String>,
}

/// When a special day is worked.
#[derive(Clone, Debug, PartialEq)]
enum Work {
    Off,
    /// As its weekday, or as a regular day where that is free.
    MakeUp,
    Own(Vec<Shift>),
}

impl Schedule {
    pub(crate) fn new(calendar: &Calendar) -> Self {
        let mut weeks: Vec<(Date, Hours)> =
            calendar.weeks().map(|week| (week.from.unwrap_or(Date::MIN), Hours::new(&week))).collect();
        weeks.sort_by_key(|(from, _)| *from);
        let special = calendar.days.iter().map(|day| (day.date, Special::new(day))).collect();
        Self { weeks, special }
    }

    /// The shifts that begin on `date`, in order.
    pub(crate) fn shifts_on(&self, date: Date) -> &[Shift] {
        let week = || self.weeks.iter().rev().find(|(from, _)| *from <= date).map(|(_, week)| week);
        let usual = || week().map_or(&[][..], |week| week.on(date));
        match self.special.get(&date).map(|special| &special.work) {
            None => usual(),
            Some(Work::Off) => &[],
            Some(Work::Own(shifts)) => shifts,
            Some(Work::MakeUp) if usual().is_empty() => week().map_or(&[][..], |week| &week.regular),
            Some(Work::MakeUp) => usual(),
        }
    }

    /// The occasion of a date that differs from its weekday.
    pub(super) fn occasion(&self, date: Date) -> Option<&str> {
        self.special.get(&date)?.name.as_deref()
    }

    /// Whether there is any work at all.
    pub(super) fn has_work(&self) -> bool {
        !self.weeks.is_empty()
    }
}

impl Hours {
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
        let work = match (day.off, day.shifts.is_empty()) {
            (true, _) => Work::Off,
            (false, true) => Work::MakeUp,
            (false, false) => Work::Own(in_order(&day.shifts)),
        };
        Self { work, name: day.name.clone() }
    }
}

fn in_order(shifts: &[Shift]) -> Vec<Shift> {
    let mut shifts = shifts.to_vec();
    shifts.sort_by_key(|shift| shift.from);
    shifts
}
