//! When the customer may be called next.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use crate::case::Context;
use crate::policy::callbacks::{CallbackPlan, Hours};
use crate::time::Timestamp;

use super::Callback;

/// A part of the day, in the policy's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOfDay {
    /// Before 12:00.
    Morning,
    /// From 12:00 on.
    Afternoon,
    /// From 18:00 on.
    Evening,
}

impl PartOfDay {
    const ALL: &[Self] = &[Self::Morning, Self::Afternoon, Self::Evening];

    /// The part of the day in which a moment lies.
    #[must_use]
    pub fn of(at: Timestamp, context: &Context<'_>) -> Self {
        match at.instant().to_zoned(context.policy.zone().clone()).hour() {
            ..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }

    const fn begins(self) -> Time {
        match self {
            Self::Morning => Time::midnight(),
            Self::Afternoon => Time::constant(12, 0, 0, 0),
            Self::Evening => Time::constant(18, 0, 0, 0),
        }
    }
}

/// From when the customer may be called again, `earliest` at the soonest: in a part of the day not tried yet, if the plan wants
/// that and there is one within the two days that follow.
pub(super) fn next_attempt(
    callback: &Callback,
    plan: &CallbackPlan,
    hours: &[Hours],
    earliest: Timestamp,
    context: &Context<'_>,
) -> Timestamp {
    let callable = |from| context.policy.next_callable(plan, hours, from);
    let next = callable(earliest);
    if !plan.vary_hours {
        return next;
    }
    let present = PartOfDay::of(context.now, context);
    let tried = |part| part == present || callback.tried.contains(&part);
    if PartOfDay::ALL.iter().all(|part| tried(*part)) || !tried(PartOfDay::of(next, context)) {
        return next;
    }
    let local = earliest.instant().to_zoned(context.policy.zone().clone());
    let days = [local.date(), local.date().saturating_add(jiff::Span::new().days(1))];
    let starts = days.iter().flat_map(|date| PartOfDay::ALL.iter().map(|part| date.to_datetime(part.begins())));
    starts
        .filter_map(|start| start.to_zoned(context.policy.zone().clone()).ok())
        .map(|start| Timestamp::new(start.timestamp()))
        .filter(|start| *start > earliest)
        .map(callable)
        .find(|at| !tried(PartOfDay::of(*at, context)))
        .unwrap_or(next)
}
