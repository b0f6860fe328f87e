//! What share of the customers is called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::policy::applies_to::AppliesTo;

/// What share of some tickets is called back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleRule {
    /// Which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// How many in a hundred.
    pub percent: u8,
}

/// Over which time the share is to be reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SamplePeriod {
    /// Each month.
    #[default]
    Month,
    /// Each quarter.
    Quarter,
}
