//! Clock rules (时限): which event starts a clock, which stops it, and how much time there is.
//!
//! Rules that share a code are the rows of one table of targets: of those that apply to a ticket the first is used. When
//! the ticket changes so that another row applies, the clock is [retargeted](super::carry).

use jiff::civil::Time;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{CalendarCode, ClockCode, LevelCode};

pub use super::alarms::{Escalation, OnBreach, Warning};
pub use super::applies_to::{AppliesTo, Traits};
pub use super::carry::{Carry, CarryRules, Condition};
use super::hour;
use super::vocabulary::{Confidence, Text};

/// What a clock watches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockScope {
    /// The ticket as a whole: one clock.
    Ticket,
    /// Each work order: one clock each.
    WorkOrder,
    /// Each round of the callback: one clock each. It hears the callback and what follows from it.
    Callback,
}

/// A length of time and the way it is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
    /// The local hour at which a limit counted in days or months ends, such as `17:30`. Left out: the end of the day,
    /// `24:00`; with `days` and `months` the hour of the start.
    #[serde(default, with = "hour::optional_end", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub at: Option<Time>,
    /// A second length: the limit is whichever of the two ends later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Box<Amount>>,
}

impl Amount {
    /// So many of a unit, nothing more said.
    #[must_use]
    pub const fn new(value: u32, unit: Unit) -> Self {
        Self { value, unit, at: None, at_least: None }
    }

    /// The same, ending at this local hour; midnight is the end of the day.
    #[must_use]
    pub fn ending_at(self, at: Time) -> Self {
        Self { at: Some(at), ..self }
    }

    /// The same, or `other` where that ends later.
    #[must_use]
    pub fn at_least(self, other: Self) -> Self {
        Self { at_least: Some(Box::new(other)), ..self }
    }

    /// Whether any part of it is counted in working time, which takes a calendar.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.unit.is_working() || self.at_least.as_ref().is_some_and(|other| other.is_working())
    }
}

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar minutes, day and night.
    Minutes,
    /// Calendar hours.
    Hours,
    /// Calendar days of 24 hours. With `at`: that hour of the day so many days on; with the value 0 the next such hour.
    Days,
    /// Calendar months: the same local time, or `at`, so many months on; the last day of a shorter month.
    Months,
    /// A day of the month, 1 to 31, or the last of a shorter month: its next end, or `at`, after the start.
    DayOfMonth,
    /// A day of the first month of the next quarter, 1 to 31: its end, or `at`.
    DayOfQuarter,
    /// Minutes within the shifts of working days.
    WorkingMinutes,
    /// Hours within the shifts of working days.
    WorkingHours,
    /// Working days (工作日): full working days after the day of the start; due at the end of the last one, or its `at`.
    WorkingDays,
    /// A moment that the ticket itself carries (`targetAt`); the clock does not start on a ticket without one.
    Target,
    /// The moment at which the customer was told he would hear again (`nextReplyAt` of a contact); the clock does not start at
    /// a contact that names none.
    NextReply,
}

impl Unit {
    /// Whether it is counted in working time.
    #[must_use]
    pub const fn is_working(self) -> bool {
        matches!(self, Self::WorkingMinutes | Self::WorkingHours | Self::WorkingDays)
    }

    /// Whether it is a moment that somebody has named, and no length.
    #[must_use]
    pub const fn is_moment(self) -> bool {
        matches!(self, Self::Target | Self::NextReply)
    }

    /// Whether a limit counted in it ends at an hour that may be chosen (`at`).
    #[must_use]
    pub const fn has_hour(self) -> bool {
        matches!(self, Self::Days | Self::Months | Self::DayOfMonth | Self::DayOfQuarter | Self::WorkingDays)
    }
}

/// One clock. Several rules may share a code: the first that applies to the ticket is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockRule {
    /// The clock's code.
    pub code: ClockCode,
    /// What people call it.
    pub name: Text,
    /// What it watches over.
    pub scope: ClockScope,
    /// Which tickets it is for.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Milestones that start it. While it runs, a further start changes nothing.
    pub start: Vec<Milestone>,
    /// Milestones that stop it. A report (`estimated`, `contacted`, `callback_attempted`) may stand in `start`, too: it ends
    /// one cycle and begins the next.
    pub stop: Vec<Milestone>,
    /// Milestones that end it without a verdict.
    #[serde(default)]
    pub cancel: Vec<Milestone>,
    /// Milestones from which it stands still.
    #[serde(default)]
    pub pause: Vec<Milestone>,
    /// Milestones from which it runs again.
    #[serde(default)]
    pub resume: Vec<Milestone>,
    /// States during which it stands still, from the first moment on.
    #[serde(default)]
    pub pause_while: Vec<Condition>,
    /// How much time there is.
    pub amount: Amount,
    /// The earliest moment for what stops it, counted from the same start; stopping before is marked, not refused.
    #[serde(default)]
    pub not_before: Option<Amount>,
    /// The calendar for working time; required for working units.
    #[serde(default)]
    pub calendar: Option<CalendarCode>,
    /// Whether the calendar of the unit that holds the work order goes before `calendar`.
    #[serde(default)]
    pub unit_calendar: bool,
    /// When to warn.
    #[serde(default)]
    pub warnings: Vec<Warning>,
    /// What happens at the end.
    pub on_breach: OnBreach,
    /// The grade to which the ticket is raised at the end, if it is lower.
    #[serde(default)]
    pub raise_level: Option<LevelCode>,
    /// Whether the unit must say why before it may reply to a work order whose clock ran out.
    #[serde(default)]
    pub explain: bool,
    /// What happens after the end, while it still runs.
    #[serde(default)]
    pub escalations: Vec<Escalation>,
    /// What becomes of it when the ground under it moves.
    #[serde(default)]
    pub carry: CarryRules,
    /// Whether it is retargeted even by what it brought about itself (a raised grade).
    #[serde(default)]
    pub reacts_to_itself: bool,
    /// How far the amount may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

impl ClockRule {
    /// Whether nothing but a contact with the customer stops it. Such a clock does not run for a customer who may not or
    /// cannot be contacted, nor over a work order that assists.
    #[must_use]
    pub fn awaits_contact(&self) -> bool {
        self.stop == [Milestone::Contacted]
    }
}
