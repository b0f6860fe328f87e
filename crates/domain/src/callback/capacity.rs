//! When the backlog of callbacks will end, with so many people calling (产能测算).

use std::collections::BTreeMap;

use crate::code::PlanCode;
use crate::policy::Policy;
use crate::time::Timestamp;

/// A call that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its plan.
    pub plan: PlanCode,
    /// From when.
    pub due_at: Timestamp,
    /// By when.
    pub until: Option<Timestamp>,
}

/// What a backlog comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Calls looked at.
    pub calls: usize,
    /// When the last of them will have been made; none when there are none, or when they never end.
    pub ends_at: Option<Timestamp>,
    /// How many will be made after the end of their window.
    pub late: usize,
}

/// Plays the backlog: everybody always takes the call with the least time left that may be made at that moment. A call
/// takes what its plan reckons with (`call_seconds`).
#[must_use]
pub fn forecast(policy: &Policy, waiting: &[Waiting], people: u16, now: Timestamp) -> Forecast {
    let mut queues: BTreeMap<&PlanCode, Vec<&Waiting>> = BTreeMap::new();
    for call in waiting.iter().filter(|call| policy.plan(&call.plan).is_some()) {
        queues.entry(&call.plan).or_default().push(call);
    }
    for queue in queues.values_mut() {
        // The next stands last.
        queue.sort_by_key(|call| std::cmp::Reverse((call.due_at, call.until)));
    }
    let mut forecast = Forecast { calls: queues.values().map(Vec::len).sum(), ..Forecast::default() };
    let mut desks = vec![now; usize::from(people.max(1))];
    while let Some((plan, moment)) = next(policy, &queues, earliest(&desks)) {
        let Some(call) = queues.get_mut(plan).and_then(Vec::pop) else { break };
        queues.retain(|_, queue| !queue.is_empty());
        let seconds = policy.plan(&call.plan).map_or(0, |plan| i64::from(plan.call_seconds));
        let done = moment.plus_seconds(seconds);
        if let Some(desk) = desks.iter_mut().min() {
            *desk = done;
        }
        forecast.late += usize::from(call.until.is_some_and(|until| done > until));
        forecast.ends_at = forecast.ends_at.max(Some(done));
    }
    forecast
}

fn earliest(desks: &[Timestamp]) -> Timestamp {
    desks.iter().min().copied().unwrap_or(Timestamp::from_micros(i64::MAX))
}

/// The plan whose next call can be made first from a moment on, the most urgent of those that can; and when.
fn next<'a>(
    policy: &Policy,
    queues: &BTreeMap<&'a PlanCode, Vec<&Waiting>>,
    from: Timestamp,
) -> Option<(&'a PlanCode, Timestamp)> {
    let candidates = queues.iter().filter_map(|(code, queue)| {
        let (plan, call) = (policy.plan(code)?, queue.last()?);
        let moment = policy.next_callable(plan, &[], call.due_at.max(from));
        Some((moment, call.until.unwrap_or(Timestamp::from_micros(i64::MAX)), *code))
    });
    candidates.min().map(|(moment, _, code)| (code, moment))
}
