//! What a clock announces before and after its time is used up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clocks::Amount;

/// A warning before the end. Exactly one of `before` and `share` is given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// How long before the end: calendar minutes, hours or days, or working time on a clock that counts working time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Amount>,
    /// After which share of the time, in percent (1 to 99).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<u8>,
}

/// A rung of the ladder that is climbed while a clock that ran out still runs (升级).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// How long after the end; working time is counted on the clock's calendar.
    pub after: Amount,
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
