//! What a call may bring besides the answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{KindCode, LevelCode, MarkCode, OutcomeCode, TypeCode, UnitCode};
use crate::policy::vocabulary::Text;

/// What a call may bring besides the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its code.
    pub code: OutcomeCode,
    /// What people call it.
    pub name: Text,
    /// The mark that it puts on the ticket, by which other plans are opened or dropped.
    #[serde(default)]
    pub mark: Option<MarkCode>,
    /// Whether a moment must be named, such as that of an appointment; the mark bears it.
    #[serde(default)]
    pub dated: bool,
    /// The ticket that it opens for somebody to look into (问题项), once for each call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<FollowOnRule>,
    /// Whether the customer must have agreed to it, such as to being written about.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub consent: bool,
    /// Whether the customer's right address may be told with it: it is corrected on the ticket and in his file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub address: bool,
}

/// The ticket that an outcome opens: linked to the one that was called about, with the same customer, and under its own limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowOnRule {
    /// Its kind.
    pub kind: KindCode,
    /// Its node of the catalogue.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub service_type: Option<TypeCode>,
    /// Its grade; the mildest of the kind when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelCode>,
    /// The unit it goes to; the one that the routes find, when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitCode>,
}
