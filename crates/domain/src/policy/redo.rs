//! Who does work again (重办).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::UnitCode;

use super::applies_to::AppliesTo;

/// Who does work again that the customer's answer sent back: the first row that applies; the same unit, when none does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RedoRule {
    /// Which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// From which time on, counted from 1, over callbacks and reopenings.
    #[serde(default = "first")]
    pub from: u32,
    /// Who.
    pub to: RedoTo,
}

/// Who does work again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RedoTo {
    /// The unit that did it.
    Same,
    /// Whoever sends it back may name another unit.
    Chosen,
    /// This unit.
    Unit(UnitCode),
}

const fn first() -> u32 {
    1
}
