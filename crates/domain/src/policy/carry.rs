//! What becomes of a running clock when the ground under it moves, and while what it stands still.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What becomes of the time already used.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Carry {
    /// It counts: the new limit is counted from where the old one was counted from.
    #[default]
    Keep,
    /// It does not count: the cycle ends with its own verdict, and a new one is counted from now.
    Restart,
    /// The share of the limit that is left, is left of the new limit as well.
    Scale,
}

/// What becomes of a running clock, happening by happening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CarryRules {
    /// When the ticket gets another kind or type. A clock whose code has no rule for the new type is dropped.
    pub reclassified: Carry,
    /// When the grade, the class of area, the class of customer or the promised moment changes.
    pub retargeted: Carry,
    /// When the work order goes to another unit.
    pub transferred: Carry,
    /// When the work order is returned.
    pub returned: Carry,
    /// When the ticket is opened again: what becomes of the time used in the cycle before. The time in between is never
    /// counted.
    pub reopened: Carry,
}

impl Default for CarryRules {
    fn default() -> Self {
        Self {
            reclassified: Carry::Keep,
            retargeted: Carry::Keep,
            transferred: Carry::Keep,
            returned: Carry::Keep,
            reopened: Carry::Restart,
        }
    }
}

/// A state of the case during which a clock may stand still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// An approved suspension (挂起) of the work order is in force.
    Suspended,
    /// The unit waits for something that only the customer can do.
    AwaitingCustomer,
    /// The work order has been returned and nobody has decided yet.
    Returned,
    /// The callback may not be made yet.
    CallbackScheduled,
    /// The ticket is a draft.
    Draft,
}

impl Condition {
    /// All conditions.
    pub const ALL: &[Self] =
        &[Self::Suspended, Self::AwaitingCustomer, Self::Returned, Self::CallbackScheduled, Self::Draft];

    /// The name that bundles use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspended => "suspended",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::Returned => "returned",
            Self::CallbackScheduled => "callback_scheduled",
            Self::Draft => "draft",
        }
    }
}
