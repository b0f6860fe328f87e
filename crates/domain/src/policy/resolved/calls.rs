//! When customers may be called, and people be disturbed.

use jiff::civil::{Date, Time};

use crate::policy::applies_to::Traits;
use crate::policy::callbacks::{CallbackPlan, Hours, QuietHours};
use crate::time::Timestamp;

use super::Policy;

/// Windows of callbacks are shorter than this many days; what lies behind is not looked at.
const STRETCH_DAYS: usize = 100;
/// Enough to get past every window of a few days.
const ROUNDS_MAX: usize = 16;

impl Policy {
    /// The first moment at or after `from` at which the plan allows a call: `from` itself, or the end of the quiet
    /// hours it falls into, or the beginning of the plan's or the customer's own hours. A customer whose hours leave no time
    /// within those of the plan is called by the plan's alone: otherwise nobody would ever ask him.
    #[must_use]
    pub fn next_callable(&self, plan: &CallbackPlan, customer: &[Hours], from: Timestamp) -> Timestamp {
        let own = self.next_within(plan, customer, from);
        own.or_else(|| self.next_within(plan, &[], from)).unwrap_or(from)
    }

    /// The first moment within all these hours; none when they leave no time at all.
    fn next_within(&self, plan: &CallbackPlan, customer: &[Hours], from: Timestamp) -> Option<Timestamp> {
        let mut moment = from;
        // Three kinds of hours push each other on.
        for _ in 0..ROUNDS_MAX {
            let next = self.within(customer, self.within(&plan.hours, self.after_quiet(&plan.quiet, moment)));
            if next == moment {
                return Some(moment);
            }
            moment = next;
        }
        None
    }

    /// The stretches between two moments in which the plan allows a call, in order; at most a hundred days are looked at.
    #[must_use]
    pub fn callable_stretches(
        &self,
        plan: &CallbackPlan,
        customer: &[Hours],
        from: Timestamp,
        until: Timestamp,
    ) -> Vec<(Timestamp, Timestamp)> {
        let meets = self.next_within(plan, customer, from).is_some();
        let customer = if meets { customer } else { &[] };
        let allowed = |time: Time| {
            let within = |hours: &[Hours]| hours.is_empty() || hours.iter().any(|window| window.covers(time));
            within(&plan.hours) && within(customer) && !plan.quiet.iter().any(|quiet| quiet.covers(time))
        };
        let windows = plan.hours.iter().chain(customer).flat_map(|window| [window.from, window.to]);
        let quiet = plan.quiet.iter().flat_map(|window| [window.from, window.to]);
        let mut starts: Vec<Time> = windows.chain(quiet).chain([Time::midnight()]).collect();
        starts.sort_unstable();
        starts.dedup();
        let moment = |date: Date, time: Time| {
            let zoned = date.to_datetime(time).to_zoned(self.zone.clone()).ok()?;
            Some(Timestamp::new(zoned.timestamp()))
        };
        let mut stretches: Vec<(Timestamp, Timestamp)> = Vec::new();
        let mut date = from.instant().to_zoned(self.zone.clone()).date();
        for _ in 0..STRETCH_DAYS {
            let Ok(tomorrow) = date.tomorrow() else { break };
            let ends = starts.iter().skip(1).map(|end| (date, *end)).chain([(tomorrow, Time::midnight())]);
            for (start, end) in starts.iter().zip(ends).filter(|(start, _)| allowed(**start)) {
                let (Some(start), Some(end)) = (moment(date, *start), moment(end.0, end.1)) else { continue };
                let (start, end) = (start.max(from), end.min(until));
                match stretches.last_mut() {
                    Some(last) if last.1 == start && start < end => last.1 = end,
                    _ if start < end => stretches.push((start, end)),
                    _ => {}
                }
            }
            if moment(tomorrow, Time::midnight()).is_none_or(|midnight| midnight >= until) {
                break;
            }
            date = tomorrow;
        }
        stretches
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
