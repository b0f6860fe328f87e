//! A second way to every answer, slow and simple, which shares nothing with the first but the words of the calendar.
//!
//! The first turns shifts into instants and adds them up. This one walks along the instants, in milliseconds: from one
//! moment at which anything could change to the next, looking at what the clock on the wall shows and whether somebody
//! works.

use std::cell::RefCell;
use std::collections::BTreeMap;

use bihuan_domain::calendar::Pause;
use bihuan_domain::policy::calendars::{Calendar, Shift, Weekday};
use bihuan_domain::time::Timestamp;
use jiff::SignedDuration;
use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;

/// What the clock on the wall shows: days since 1970 and milliseconds of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Wall {
    day: i64,
    hour: i64,
}

/// Time without a change: what the wall shows at its beginning, and the day whose work is done, if any.
struct Step {
    wall: Wall,
    worked: Option<i64>,
    to: i64,
}

/// A moment at which the clocks of a zone are put forward or back, with the offsets before and after.
struct Change {
    at: i64,
    before: i64,
    after: i64,
}

pub(crate) struct SlowCalendar {
    changes: Vec<Change>,
    calendar: Calendar,
    /// The times of day at which anything may change.
    edges: Vec<i64>,
    /// The working hours of each day met so far, counted from its midnight.
    days: RefCell<BTreeMap<i64, Vec<(i64, i64)>>>,
}

impl SlowCalendar {
    /// `hours` are the ends of days that will be asked for.
    pub(crate) fn new(calendar: &Calendar, zone: &TimeZone, hours: &[i64]) -> Self {
        let first: jiff::Timestamp = "2009-01-01T00:00:00Z".parse().unwrap();
        let last: jiff::Timestamp = "2035-01-01T00:00:00Z".parse().unwrap();
        let millis = |offset: jiff::tz::Offset| i64::from(offset.seconds()) * 1_000;
        let start = millis(zone.to_offset(first));
        let mut changes = vec![Change { at: i64::MIN / 2, before: start, after: start }];
        for change in zone.following(first).take_while(|change| change.timestamp() < last) {
            let before = millis(zone.to_offset(change.timestamp() - SignedDuration::from_millis(1)));
            changes.push(Change { at: change.timestamp().as_millisecond(), before, after: millis(change.offset()) });
        }
        let of_days = calendar.days.iter().flat_map(|day| day.shifts.clone());
        let of_weeks = calendar.weeks().flat_map(|week| {
            let others = week.others.iter().flat_map(|other| other.shifts.clone());
            week.shifts.iter().copied().chain(others).collect::<Vec<_>>()
        });
        let mut edges: Vec<i64> = hours.iter().map(|hour| hour % DAY).collect();
        edges.extend(of_days.chain(of_weeks).flat_map(|shift| [hour(shift.from), hour(shift.to)]));
        edges.extend([0, DAY]);
        edges.sort_unstable();
        edges.dedup();
        Self { changes, calendar: calendar.clone(), edges, days: RefCell::default() }
    }

    fn step(&self, at: i64) -> Step {
        let next = self.changes.partition_point(|change| change.at <= at);
        let change = &self.changes[next - 1];
        let mut to = self.changes.get(next).map_or(i64::MAX, |change| change.at);
        // While a clock that was put back shows hours again, time stands at the moment before the change.
        let again = change.at.saturating_add(change.before - change.after);
        let wall = if at < again {
            to = to.min(again);
            Wall::of(change.at - 1 + change.before)
        } else {
            let wall = Wall::of(at + change.after);
            let edge = self.edges[self.edges.partition_point(|edge| *edge <= wall.hour)];
            to = to.min(at + edge - wall.hour);
            wall
        };
        Step { wall, worked: self.worker(wall), to }
    }

    /// The day whose shift covers what the wall shows: yesterday's that goes on, or today's.
    fn worker(&self, wall: Wall) -> Option<i64> {
        let covers = |day, hour| self.works(day, hour).then_some(day);
        covers(wall.day - 1, wall.hour + DAY).or_else(|| covers(wall.day, wall.hour))
    }

    fn works(&self, day: i64, hour: i64) -> bool {
        let mut days = self.days.borrow_mut();
        let work = days.entry(day).or_insert_with(|| work(&self.calendar, day));
        work.iter().any(|(from, to)| *from <= hour && hour < *to)
    }

    /// Working milliseconds between two moments that are not paused.
    pub(crate) fn counted(&self, from: Timestamp, to: Timestamp, pauses: &[Pause]) -> i64 {
        let (mut at, to, mut sum) = (millis(from), millis(to), 0);
        while at < to {
            let step = self.step(at);
            let next = step.to.min(to).min(next_pause(at, pauses));
            if step.worked.is_some() && !is_paused(at, pauses) {
                sum += next - at;
            }
            at = next;
        }
        sum
    }

    /// The moment at which so many working milliseconds were counted; none when a pause does not end.
    pub(crate) fn after(&self, from: Timestamp, mut left: i64, pauses: &[Pause]) -> Option<Timestamp> {
        let mut at = millis(from);
        while left > 0 {
            if pauses.iter().any(|pause| pause.to.is_none() && millis(pause.from) <= at) {
                return None;
            }
            let step = self.step(at);
            let next = step.to.min(next_pause(at, pauses));
            if step.worked.is_some() && !is_paused(at, pauses) {
                if left <= next - at {
                    return Some(moment(at + left));
                }
                left -= next - at;
            }
            at = next;
        }
        Some(moment(at))
    }

    /// The end of the n-th working day after the day of `start`, or for 0 of the first working day that ends after
    /// `start`, when what the pauses took is made up for. Days end at `hour`, 24 at the most.
    pub(crate) fn after_days(&self, start: Timestamp, days: usize, hour: i64, pauses: &[Pause]) -> Option<Timestamp> {
        let today = self.step(millis(start)).wall.day;
        let mut from = millis(start);
        if days > 0 {
            // To the end of the start day and of the night that began on it.
            let is_over = |step: &Step| step.wall.day > today && step.worked != Some(today);
            from = self.first(from, is_over);
        }
        let worked = self.days_worked(millis(start) - 2 * DAY, days + 5);
        let last = match days.checked_sub(1) {
            None => worked.into_iter().map(|day| self.reaches(day, hour)).find(|end| *end > millis(start)).unwrap(),
            Some(before) => self.reaches(*worked.iter().filter(|day| **day > today).nth(before).unwrap(), hour),
        };
        let budget = self.counted(moment(from), moment(last), &[]);
        let done = millis(self.after(moment(from), budget, pauses)?);
        let goes_on = self.first(done, |step| step.worked.is_some());
        let worked = self.days_worked(done - 2 * DAY, 5);
        let end = worked.into_iter().map(|day| self.reaches(day, hour)).find(|end| *end >= done).unwrap();
        if end > goes_on {
            return Some(moment(done));
        }
        out_of_pause(end, pauses)
    }

    /// The first moment from `at` on at which a step is as asked for.
    fn first(&self, mut at: i64, is_found: impl Fn(&Step) -> bool) -> i64 {
        loop {
            let step = self.step(at);
            if is_found(&step) {
                return at;
            }
            at = step.to;
        }
    }

    /// So many days from `at` on of whose work anything was done.
    fn days_worked(&self, mut at: i64, count: usize) -> Vec<i64> {
        let mut days: Vec<i64> = Vec::new();
        while days.len() < count {
            let step = self.step(at);
            days.extend(step.worked.filter(|day| days.last() != Some(day)));
            at = step.to;
        }
        days
    }

    /// The first moment at which the wall shows this hour of the day, or a later one.
    fn reaches(&self, day: i64, hour: i64) -> i64 {
        let goal = if hour == DAY { Wall { day: day + 1, hour: 0 } } else { Wall { day, hour } };
        self.first((day - 2) * DAY, |step| step.wall >= goal)
    }
}

impl Wall {
    fn of(millis: i64) -> Self {
        Self { day: millis.div_euclid(DAY), hour: millis.rem_euclid(DAY) }
    }
}

/// The working hours of a day as the calendar says them.
fn work(calendar: &Calendar, day: i64) -> Vec<(i64, i64)> {
    let date: Date = date(1970, 1, 1).checked_add(SignedDuration::from_hours(24 * day)).unwrap();
    let weeks: Vec<_> = calendar.weeks().collect();
    let week = weeks.iter().rfind(|week| week.from.is_none_or(|from| from <= date)).unwrap();
    let mut shifts: Vec<Shift> = week.shifts_of(Weekday::of(date)).to_vec();
    for special in calendar.days.iter().filter(|special| special.date == date) {
        if special.off {
            shifts.clear();
        } else if !special.shifts.is_empty() {
            shifts.clone_from(&special.shifts);
        } else if shifts.is_empty() {
            shifts = week.shifts.to_vec();
        }
    }
    let hours = shifts.iter().map(|shift| (hour(shift.from), hour(shift.to)));
    hours.map(|(from, to)| (from, if to > from { to } else { to + DAY })).collect()
}

fn is_paused(at: i64, pauses: &[Pause]) -> bool {
    pauses.iter().any(|pause| millis(pause.from) <= at && pause.to.is_none_or(|to| at < millis(to)))
}

/// The next moment after `at` at which a pause begins or ends.
fn next_pause(at: i64, pauses: &[Pause]) -> i64 {
    let edges = pauses.iter().flat_map(|pause| [Some(pause.from), pause.to]).flatten().map(millis);
    edges.filter(|edge| *edge > at).min().unwrap_or(i64::MAX)
}

/// A moment within pauses that touch each other is put off to their end.
fn out_of_pause(mut at: i64, pauses: &[Pause]) -> Option<Timestamp> {
    if is_paused(at - 1, pauses) {
        while is_paused(at, pauses) {
            at = next_pause(at, pauses);
            if at == i64::MAX {
                return None;
            }
        }
    }
    Some(moment(at))
}

fn hour(time: Time) -> i64 {
    HOUR * i64::from(time.hour()) + 60_000 * i64::from(time.minute()) + 1_000 * i64::from(time.second())
}

pub(crate) fn millis(moment: Timestamp) -> i64 {
    moment.as_micros() / 1_000
}

pub(crate) fn moment(millis: i64) -> Timestamp {
    Timestamp::from_micros(millis * 1_000)
}
