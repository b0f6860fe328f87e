//! What time itself brings about.

use serde::{Deserialize, Serialize};

use crate::code::ClockCode;
use crate::id::WorkOrderId;
use crate::time::Timestamp;

use super::Clock;

/// A clock that must be announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alarm {
    /// Number of the clock within its case.
    pub no: u16,
    /// Which rule.
    pub code: ClockCode,
    /// The work order it watches over.
    pub work_order: Option<WorkOrderId>,
    /// When the time is, or was, used up.
    pub due_at: Timestamp,
    /// Whether the time is used up; otherwise this is the warning.
    pub breached: bool,
}

/// The announcements that are due at `now`, earliest deadline first. A breach that is due swallows its warning.
#[must_use]
pub fn due(clocks: &[Clock], now: Timestamp) -> Vec<Alarm> {
    let mut alarms: Vec<Alarm> = clocks
        .iter()
        .filter(|clock| clock.is_running() && clock.breached_at.is_none())
        .filter_map(|clock| {
            let breached = now > clock.due_at;
            let warned = clock.warned_at.is_none() && clock.warn_at.is_some_and(|warn_at| now >= warn_at);
            (breached || warned).then(|| Alarm {
                no: clock.no,
                code: clock.code.clone(),
                work_order: clock.work_order,
                due_at: clock.due_at,
                breached,
            })
        })
        .collect();
    alarms.sort_by_key(|alarm| (alarm.due_at, alarm.no));
    alarms
}

/// Records an announcement made at `at`.
pub fn apply(clocks: &mut [Clock], alarm: &Alarm, at: Timestamp) {
    for clock in clocks.iter_mut().filter(|clock| clock.no == alarm.no) {
        if alarm.breached {
            clock.breached_at = Some(at);
        } else {
            clock.warned_at = Some(at);
        }
    }
}

/// When [`due`] will next have something to say. A deadline is kept while `now` equals it, so the breach is due one
/// millisecond later.
#[must_use]
pub fn next_wakeup(clocks: &[Clock]) -> Option<Timestamp> {
    clocks
        .iter()
        .filter(|clock| clock.is_running() && clock.breached_at.is_none())
        .map(|clock| {
            let breach = Timestamp::from_micros(clock.due_at.as_micros() + 1_000);
            match clock.warn_at {
                Some(warn_at) if clock.warned_at.is_none() => warn_at.min(breach),
                _ => breach,
            }
        })
        .min()
}
