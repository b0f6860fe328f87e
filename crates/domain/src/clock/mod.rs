//! Clocks (时限): a fold over milestones and states. Nothing else computes a deadline.
//!
//! ```text
//! milestone ──► carry (what becomes of running clocks) ──► follow (stop, end, start) ──► stand_still (pause, resume)
//! time      ──► due (warnings, the breach, escalations)
//! ```
//! A [`Plan`] says what is counted and from when: a *budget* of counted time, on a calendar. Time outside the hours of
//! the calendar and time during which the clock stands still is not counted. The moment at which the budget is used up
//! is the deadline, so pausing and resuming never changes how much time there is.
//!
//! A clock runs in *cycles*: one that has ended is never rewritten, a further start begins the next. Within a cycle
//! every change of the deadline counts up its *generation*, and each level is announced at most once in each.

mod alarm;
mod carry;
mod explain;
mod extend;
mod follow;
mod milestone;
mod pause;
mod plan;
mod revise;
mod state;

pub use alarm::{Alarm, AlarmLevel, AlarmPoint, announce, due, next_wakeup};
pub use carry::{Happening, carry};
pub use explain::{Explanation, Narrative, Step, explain};
pub use extend::extend;
pub use follow::{Occurrence, follow};
pub use milestone::Milestone;
pub use pause::{ClockPause, PauseCause, stand_still};
pub use plan::{Ground, Plan};
pub use revise::{Revision, RevisionCause, recompute};
pub use state::{ClockEnd, ClockState};

use serde::{Deserialize, Serialize};

use crate::code::ClockCode;
use crate::id::{CallbackId, WorkOrderId};
use crate::time::Timestamp;

/// One clock of a case. `no` counts within the case from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Number within the case.
    pub no: u16,
    /// Which rule.
    pub code: ClockCode,
    /// What it watches over.
    pub subject: ClockSubject,
    /// How many clocks of this code have watched over the same thing, this one included.
    pub cycle: u16,
    /// How many deadlines it has had in this cycle, from 1.
    pub generation: u16,
    /// When it started.
    pub started_at: Timestamp,
    /// What started it.
    pub started_by: Milestone,
    /// What is counted.
    pub plan: Plan,
    /// When it stood still, in order; the last one may still last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<ClockPause>,
    /// When the time is used up. While the clock stands still: if it went on at once.
    pub due_at: Timestamp,
    /// The deadline it was started with.
    pub first_due_at: Timestamp,
    /// Whether the deadline lies beyond what its calendar knows for certain.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub provisional: bool,
    /// The earliest moment for what it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// What it announces, in order of time.
    pub alarms: Vec<AlarmPoint>,
    /// Earlier deadlines of this cycle and why they moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<Revision>,
    /// When the unit said why it ran out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explained_at: Option<Timestamp>,
    /// How and when it ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<ClockEnd>,
}

/// What a clock watches over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum ClockSubject {
    /// The ticket.
    Ticket,
    /// One of its work orders.
    WorkOrder(WorkOrderId),
    /// A round of the callback.
    Callback(CallbackId),
}

impl ClockSubject {
    /// The work order, if it is one.
    #[must_use]
    pub const fn work_order(self) -> Option<WorkOrderId> {
        match self {
            Self::WorkOrder(id) => Some(id),
            Self::Ticket | Self::Callback(_) => None,
        }
    }
}
