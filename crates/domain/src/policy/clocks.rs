//! Clock rules (时限): which event starts a clock, which stops it, and how much time there is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Milestone;
use crate::code::{AreaCode, CalendarCode, ClockCode, KindCode, LevelCode, TypeCode};

use super::vocabulary::{Confidence, Text};

/// What a clock watches over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClockScope {
    /// The ticket as a whole: one clock.
    Ticket,
    /// Each work order: one clock each.
    WorkOrder,
}

/// A length of time and the way it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: Unit,
}

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Calendar minutes, day and night.
    Minutes,
    /// Calendar hours.
    Hours,
    /// Calendar days of 24 hours.
    Days,
    /// Minutes within the shifts of working days.
    WorkingMinutes,
    /// Hours within the shifts of working days.
    WorkingHours,
    /// Working days (工作日): full working days after the day of the start; due at the end of the last one.
    WorkingDays,
    /// A moment that the ticket itself carries (`targetAt`); the clock does not start on a ticket without one.
    Target,
}

/// What is done when a clock runs out, besides the mark on the ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnBreach {
    /// The mark and the event, nothing more.
    Flag,
    /// The ticket is put under supervision (督办).
    Supervise,
}

/// Which tickets a rule is for. An empty list means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AppliesTo {
    /// Business kinds.
    pub kinds: Vec<KindCode>,
    /// Nodes of the catalogue; a node stands for everything below it.
    pub types: Vec<TypeCode>,
    /// Classes of area.
    pub areas: Vec<AreaCode>,
    /// Grades.
    pub levels: Vec<LevelCode>,
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
    /// Milestones that stop it.
    pub stop: Vec<Milestone>,
    /// How much time there is.
    pub amount: Amount,
    /// The calendar for working time; required for working units.
    #[serde(default)]
    pub calendar: Option<CalendarCode>,
    /// How long before the end to warn, in calendar minutes; absent means no warning.
    #[serde(default)]
    pub warn_before_minutes: Option<u32>,
    /// What happens at the end.
    pub on_breach: OnBreach,
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
