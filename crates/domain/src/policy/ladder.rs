//! The escalation ladder (升级): what repetition and risk bring about.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{LadderCode, LevelCode, MatterCode};
use crate::ticket::Risk;

use super::applies_to::AppliesTo;
use super::notifications::{PushChannel, Recipient};
use super::vocabulary::{Confidence, Text};

/// Which demands are the same matter: they have all these parts in common. A demand belongs to the first row that applies to
/// it; without one nothing is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatterRule {
    /// Its code.
    pub code: MatterCode,
    /// Which demands.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// What they have in common.
    pub same: BTreeSet<MatterPart>,
    /// How long ago the earliest was opened, in days.
    pub window_days: u16,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// What demands of one matter have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatterPart {
    /// The customer, known by name or by phone number.
    Customer,
    /// The node of the catalogue; the kind where there is none.
    Type,
    /// The address, spaces left out.
    Address,
    /// The region.
    Region,
}

/// A rung: a ticket reaches each at most once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LadderRung {
    /// Its code.
    pub code: LadderCode,
    /// What people call it.
    pub name: Text,
    /// Which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// When it is reached.
    pub when: RungCondition,
    /// The grade to which the ticket is raised, if it is lower.
    #[serde(default)]
    pub raise_level: Option<LevelCode>,
    /// Whether the ticket is supervised (督办) from then on.
    #[serde(default)]
    pub supervise: bool,
    /// Who is told.
    #[serde(default)]
    pub notify: Vec<Recipient>,
    /// Where it is pushed besides the inbox.
    #[serde(default)]
    pub channels: Vec<PushChannel>,
    /// Whether it is pushed at once, whatever the hour.
    #[serde(default)]
    pub emergency: bool,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// When a rung is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RungCondition {
    /// So many tickets of the same matter within its window, this one included.
    Repeats(u32),
    /// The work went back so often, after callbacks and by reopening.
    Redos(u32),
    /// The customer got in touch so often about one ticket, urging included, the first time too.
    Contacts(u32),
    /// The customer says he will turn to one of these.
    Risk(BTreeSet<Risk>),
}
