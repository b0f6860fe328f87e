//! Figures: what a centre may set about its indicators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a centre may set about its indicators.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FigureRules {
    /// Below this denominator a value is shown, and neither ranked nor compared.
    pub sample_min: u32,
    /// Within how many days a second ticket about the same matter is a repeat. Default 30, a figure of the bureaus.
    pub repeat_days: u16,
    /// How the three rates of 12345 weigh.
    pub three_rates: ThreeRates,
    /// The scale on which the satisfaction index (CSI) is taken: numbers of other scales are never mixed in.
    pub satisfaction_scale: String,
}

/// The scale of very satisfied, satisfied, fair, dissatisfied.
const SATISFACTION_SCALE: &str = "satisfaction-4";

impl Default for FigureRules {
    fn default() -> Self {
        Self {
            sample_min: 30,
            repeat_days: 30,
            three_rates: ThreeRates::default(),
            satisfaction_scale: SATISFACTION_SCALE.to_owned(),
        }
    }
}

/// The weights of the three rates, in percent; together 100. Cities differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThreeRates {
    /// Of the response rate (响应率).
    pub response: u8,
    /// Of the solution rate (解决率).
    pub solution: u8,
    /// Of the satisfaction rate (满意率).
    pub satisfaction: u8,
}

impl Default for ThreeRates {
    fn default() -> Self {
        Self { response: 30, solution: 35, satisfaction: 35 }
    }
}

impl ThreeRates {
    /// Response, solution, satisfaction.
    #[must_use]
    pub const fn weights(&self) -> [u8; 3] {
        [self.response, self.solution, self.satisfaction]
    }
}
