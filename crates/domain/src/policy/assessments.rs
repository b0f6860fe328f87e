//! How people are assessed (考核): by whom, with what weights, and from which figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{IndicatorCode, RoleCode, SchemeCode};
use crate::quality::Party;

use super::vocabulary::{Confidence, Text};

/// How the holders of some roles are assessed each month. The weights of parties and indicators are together 100.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessmentScheme {
    /// Its code.
    pub code: SchemeCode,
    /// What people call it.
    pub name: Text,
    /// Whose.
    pub roles: Vec<RoleCode>,
    /// Who rates, and how much that weighs.
    #[serde(rename = "party")]
    pub parties: Vec<PartyWeight>,
    /// Figures that count beside the ratings.
    #[serde(rename = "indicator", default)]
    pub indicators: Vec<CountedIndicator>,
    /// Whether the points of the errors of the month are taken off.
    #[serde(default)]
    pub errors: bool,
    /// Whether it is final only after a talk with the person (面谈) that is noted down.
    #[serde(default)]
    pub interview: bool,
    /// For how many days the person may contest it.
    pub contest_days: u16,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// Who rates, and how much that weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyWeight {
    /// Who.
    pub party: Party,
    /// How much, in a hundred.
    pub weight: u8,
}

/// A figure counted from the log: how often the person did certain things in the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedIndicator {
    /// Its code.
    pub code: IndicatorCode,
    /// What people call it.
    pub name: Text,
    /// Entries of the log, such as `ticket.opened`.
    pub counts: Vec<String>,
    /// The count that brings 100 points; fewer bring fewer in proportion.
    pub target: u32,
    /// How much it weighs, in a hundred; 0 when it is only shown.
    pub weight: u8,
}
