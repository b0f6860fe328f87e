//! Standing still (挂起).
//!
//! Whether a clock stands still is asked of the case after every event, also after the one that started it, so a clock
//! that starts in a state of rest never runs before that state is left.

use serde::{Deserialize, Serialize};

use crate::policy::clocks::{ClockRule, Condition};
use crate::time::Timestamp;

use super::{Clock, ClockSubject, Ground, Milestone};

/// A stretch of time during which a clock stood still; half open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockPause {
    /// From this moment.
    pub from: Timestamp,
    /// To this one, from which it counted again; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// Why.
    pub cause: PauseCause,
}

/// Why a clock stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", content = "which", rename_all = "snake_case")]
pub enum PauseCause {
    /// A state of the case.
    Condition(Condition),
    /// Something that happened; it lasts until something else does.
    Milestone(Milestone),
}

/// Makes every running clock stand still, or go on, as its rule and the case as it stands demand. `heard` answers
/// whether a clock of a subject hears the milestone that has just happened.
pub fn stand_still(
    clocks: &mut [Clock],
    rules: &[&ClockRule],
    milestone: Option<Milestone>,
    holds: impl Fn(Condition, ClockSubject) -> bool,
    heard: impl Fn(ClockSubject) -> bool,
    ground: &Ground<'_>,
) {
    for clock in clocks.iter_mut().filter(|clock| clock.is_running()) {
        let Some(rule) = rules.iter().find(|rule| rule.code == clock.code) else { continue };
        let heard = milestone.filter(|_| heard(clock.subject));
        let state = rule.pause_while.iter().find(|condition| holds(**condition, clock.subject));
        let cause = match (state, heard) {
            (Some(condition), _) => Some(PauseCause::Condition(*condition)),
            (None, Some(milestone)) if rule.pause.contains(&milestone) => Some(PauseCause::Milestone(milestone)),
            (None, Some(milestone)) if rule.resume.contains(&milestone) => None,
            // What a milestone brought about lasts until another one ends it.
            (None, _) => clock.paused_by().filter(|cause| matches!(cause, PauseCause::Milestone(_))),
        };
        match cause {
            Some(cause) if !clock.is_paused() => {
                clock.pauses.push(ClockPause { from: ground.at, to: None, cause });
            }
            Some(_) => {}
            None => clock.go_on(rule, ground),
        }
    }
}

impl Clock {
    /// Why it stands still, if it does.
    #[must_use]
    pub fn paused_by(&self) -> Option<PauseCause> {
        self.pauses.last().filter(|pause| self.end.is_none() && pause.to.is_none()).map(|pause| pause.cause)
    }

    /// Lets the clock run again, if it stood still. What is left of its budget is counted from now.
    pub(super) fn go_on(&mut self, rule: &ClockRule, ground: &Ground<'_>) {
        let Some(pause) = self.pauses.last_mut().filter(|pause| pause.to.is_none()) else { return };
        if pause.from >= ground.at {
            self.pauses.pop();
            return;
        }
        pause.to = Some(ground.at);
        let before = self.due_at;
        self.schedule(rule, ground);
        if self.due_at != before {
            self.generation = self.generation.saturating_add(1);
        }
    }
}
