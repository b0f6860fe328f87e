//! What time itself brings about: warnings, the breach, escalations.

use serde::{Deserialize, Serialize};

use crate::code::ClockCode;
use crate::id::WorkOrderId;
use crate::time::Timestamp;

use super::{Clock, ClockSubject};

/// What a clock can announce; warnings and rungs are counted from 0 as the rule lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "level", content = "rung", rename_all = "snake_case")]
pub enum AlarmLevel {
    /// Time is getting short.
    Warning(u8),
    /// Time is used up.
    Breach,
    /// Time has been used up for a while (升级).
    Escalation(u8),
}

/// When a clock announces something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlarmPoint {
    /// What.
    #[serde(flatten)]
    pub level: AlarmLevel,
    /// When.
    pub at: Timestamp,
    /// When it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fired_at: Option<Timestamp>,
}

/// An announcement. Unique by number of the clock, generation and level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alarm {
    /// Number of the clock within its case.
    pub no: u16,
    /// Which rule.
    pub code: ClockCode,
    /// What it watches over.
    pub subject: ClockSubject,
    /// The how manieth deadline of its cycle.
    pub generation: u16,
    /// What is announced.
    #[serde(flatten)]
    pub level: AlarmLevel,
    /// When this was due; the entry of the log says when it was announced.
    pub due_at: Timestamp,
    /// When the clock's time is, or was, used up.
    pub deadline: Timestamp,
}

impl Alarm {
    /// Whether the time is used up; otherwise this is a warning.
    #[must_use]
    pub const fn is_breach(&self) -> bool {
        matches!(self.level, AlarmLevel::Breach)
    }

    /// The work order it watches over, if it is one.
    #[must_use]
    pub const fn work_order(&self) -> Option<WorkOrderId> {
        self.subject.work_order()
    }
}

impl AlarmPoint {
    /// A deadline is kept while `now` equals it, so running out is due one millisecond later.
    fn fires_at(&self) -> Timestamp {
        match self.level {
            AlarmLevel::Breach => self.at.just_after(),
            AlarmLevel::Warning(_) | AlarmLevel::Escalation(_) => self.at,
        }
    }

    fn is_due(&self, now: Timestamp) -> bool {
        self.fired_at.is_none() && self.fires_at() <= now
    }
}

/// The announcements that are due at `now`, longest due first. A breach that is due swallows the warnings before it.
#[must_use]
pub fn due(clocks: &[Clock], now: Timestamp) -> Vec<Alarm> {
    let mut alarms: Vec<Alarm> = clocks.iter().flat_map(|clock| due_of(clock, now)).collect();
    alarms.sort_by_key(|alarm| (alarm.due_at, alarm.no, alarm.level));
    alarms
}

fn due_of(clock: &Clock, now: Timestamp) -> impl Iterator<Item = Alarm> {
    let waits = clock.is_running() && !clock.is_paused();
    // What has been told stays told, also at a moment before it, as a node whose clock is behind may ask.
    let ran_out = |point: &AlarmPoint| point.fired_at.is_some() || point.fires_at() <= now;
    let over = clock.alarms.iter().any(|point| point.level == AlarmLevel::Breach && ran_out(point));
    let swallowed = move |level| over && matches!(level, AlarmLevel::Warning(_));
    clock.alarms.iter().filter(move |point| waits && point.is_due(now) && !swallowed(point.level)).map(|point| Alarm {
        no: clock.no,
        code: clock.code.clone(),
        subject: clock.subject,
        generation: clock.generation,
        level: point.level,
        due_at: point.at,
        deadline: clock.due_at,
    })
}

/// Records an announcement made at `at`.
pub fn announce(clocks: &mut [Clock], alarm: &Alarm, at: Timestamp) {
    let points = clocks.iter_mut().filter(|clock| clock.no == alarm.no).flat_map(|clock| &mut clock.alarms);
    for point in points.filter(|point| point.level == alarm.level && point.fired_at.is_none()) {
        point.fired_at = Some(at);
    }
}

/// When [`due`] will next have something to say.
#[must_use]
pub fn next_wakeup(clocks: &[Clock]) -> Option<Timestamp> {
    clocks.iter().filter(|clock| clock.is_running() && !clock.is_paused()).filter_map(next_of).min()
}

fn next_of(clock: &Clock) -> Option<Timestamp> {
    let breached = clock.breached_at().is_some();
    let waiting = clock.alarms.iter().filter(|point| point.fired_at.is_none());
    waiting.filter(|point| !(breached && matches!(point.level, AlarmLevel::Warning(_)))).map(AlarmPoint::fires_at).min()
}
