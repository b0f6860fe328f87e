//! Moving the deadline of a running clock, and remembering the one it had.

use serde::{Deserialize, Serialize};

use crate::policy::clocks::ClockRule;
use crate::time::Timestamp;

use super::{Clock, Ground, Plan};

/// A deadline that a clock had before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// When it was given up.
    pub at: Timestamp,
    /// The how manieth deadline of the cycle it was.
    pub generation: u16,
    /// What it was.
    pub due_at: Timestamp,
    /// When it was announced that it had passed: a miss is never forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breached_at: Option<Timestamp>,
    /// Why it moved.
    pub cause: RevisionCause,
}

/// Why a deadline moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionCause {
    /// The ticket got another kind or type.
    Reclassified,
    /// Its grade, area, customer class or promised moment changed.
    Retargeted,
    /// The work order went to a unit with another calendar.
    Transferred,
    /// The work order was returned to a unit with another calendar.
    Returned,
    /// An extension was approved (延期).
    Extended,
    /// The calendar it is counted on was published anew.
    CalendarPublished,
    /// The ticket moved to another version of the policy.
    PolicyPublished,
}

impl RevisionCause {
    /// All causes.
    pub const ALL: &[Self] = &[
        Self::Reclassified,
        Self::Retargeted,
        Self::Transferred,
        Self::Returned,
        Self::Extended,
        Self::CalendarPublished,
        Self::PolicyPublished,
    ];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reclassified => "reclassified",
            Self::Retargeted => "retargeted",
            Self::Transferred => "transferred",
            Self::Returned => "returned",
            Self::Extended => "extended",
            Self::CalendarPublished => "calendar_published",
            Self::PolicyPublished => "policy_published",
        }
    }
}

impl Clock {
    /// Counts by another plan from now on. The pauses stay.
    pub(super) fn replan(&mut self, plan: Plan, rule: &ClockRule, cause: RevisionCause, ground: &Ground<'_>) {
        let before = Revision {
            at: ground.at,
            generation: self.generation,
            due_at: self.due_at,
            breached_at: self.breached_at(),
            cause,
        };
        self.plan = plan;
        self.schedule(rule, ground);
        if self.due_at != before.due_at {
            self.generation = self.generation.saturating_add(1);
            self.revisions.push(before);
        }
    }
}

/// Works the deadline of a running clock out anew on the calendar, or by the rule, in force now. Answers the deadline it
/// had, if it moved.
pub fn recompute(clock: &mut Clock, rule: &ClockRule, cause: RevisionCause, ground: &Ground<'_>) -> Option<Timestamp> {
    let before = clock.due_at;
    let plan = if clock.plan.remainder {
        // What was left of an earlier limit stays what was left; only the days on which it is counted change.
        let (_, calendars) = ground.calendar(clock.plan.calendar.as_ref());
        Plan { calendars, ..clock.plan.clone() }
    } else {
        Plan::new(rule, clock.plan.from, ground)?.extended(clock.plan.extended, ground)
    };
    clock.replan(plan, rule, cause, ground);
    (clock.due_at != before).then_some(before)
}
