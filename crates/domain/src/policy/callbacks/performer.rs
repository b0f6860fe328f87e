//! Who calls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::RoleCode;
use crate::policy::applies_to::AppliesTo;

/// Who calls back for the tickets a row applies to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PerformerRule {
    /// Which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Who; several sign together (会同), each a different person.
    pub by: Vec<Performer>,
}

/// One who calls.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Performer {
    /// The role.
    pub role: RoleCode,
    /// Where he belongs.
    #[serde(default)]
    pub at: PerformerPlace,
}

/// Where one who calls belongs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PerformerPlace {
    /// The unit that took the demand, or one above or below it.
    #[default]
    Centre,
    /// The unit that led the handling: the one complained of.
    Handler,
}
