//! How people are assessed (考核): by whom, with what weights, and from which figures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{IndicatorCode, RoleCode, SchemeCode};
use crate::indicator::{Indicator, Registry};
use crate::named::named;
use crate::quality::Party;

use super::vocabulary::{Confidence, Text};

named! {
    /// Over what an indicator is counted for an assessment.
    #[derive(Default)]
    CountedOver {
        /// What the person himself did.
        #[default]
        Person = "person",
        /// Everything about the demands that the person's unit took, whoever did it: what nobody does alone.
        Unit = "unit",
    }
}

/// How the holders of some roles are assessed each month. The weights of parties and indicators are together 100.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// A figure of the month: how often the person did certain things, counted from the log, or an indicator of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedIndicator {
    /// Its code.
    pub code: IndicatorCode,
    /// What people call it.
    pub name: Text,
    /// Entries of the log, such as `ticket.opened`. Either these are counted, or `indicator` is.
    #[serde(default)]
    pub counts: Vec<String>,
    /// The code of an indicator that is a count or a share, such as `callback_in_time_rate`.
    #[serde(default)]
    pub indicator: Option<String>,
    /// Instead of both: the complaints against the person that were found to be so in the month (有理由投诉), as upheld appeals leave
    /// them. Only shown: what they cost stands in the register of errors, where it can be contested.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub complaints: bool,
    /// Over what the indicator is counted.
    #[serde(default)]
    pub over: CountedOver,
    /// The count, or for a share the percentage, that brings 100 points; worse ones bring fewer in proportion. A share of
    /// which nothing was counted counts as reached.
    pub target: u32,
    /// How much it weighs, in a hundred; 0 when it is only shown.
    pub weight: u8,
}

impl CountedIndicator {
    /// The definition of its indicator, if it is one of the registry.
    #[must_use]
    pub fn registered(&self) -> Option<&'static Indicator> {
        self.indicator.as_deref().and_then(Registry::definition)
    }
}
