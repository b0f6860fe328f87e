//! Units and roles.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{CalendarCode, RoleCode, UnitCode};
use crate::permission::Permission;

use super::callbacks::QuietHours;
use super::vocabulary::Text;

/// A unit of the organisation. A unit sees itself and everything below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitSpec {
    /// Its code.
    pub code: UnitCode,
    /// The unit above; exactly one unit has none.
    #[serde(default)]
    pub parent: Option<UnitCode>,
    /// What people call it.
    pub name: Text,
    /// What it does in the loop.
    pub function: UnitFunction,
    /// The business calendar of the unit and of those below it; when left out, that of the nearest unit above.
    #[serde(default)]
    pub calendar: Option<CalendarCode>,
}

/// What a unit does in the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UnitFunction {
    /// Holds other units together.
    Group,
    /// Takes calls, dispatches and calls back (座席).
    Centre,
    /// Handles work orders (承办部门).
    Department,
    /// Goes out (班组).
    Crew,
}

/// A role and what it may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleSpec {
    /// Its code.
    pub code: RoleCode,
    /// What people call it.
    pub name: Text,
    /// What it may do.
    pub may: BTreeSet<Permission>,
    /// Roles that whoever holds this one may give to others, and whose holders' accounts he may change.
    #[serde(default)]
    pub grants: Vec<RoleCode>,
    /// Whether this is a role of programs: their creating requests need an `Idempotency-Key`.
    #[serde(default)]
    pub machine: bool,
    /// Local time at which nothing is pushed to whoever is told in this role, except in an emergency. The clocks of
    /// tickets run on.
    #[serde(default)]
    pub quiet_hours: Option<QuietHours>,
    /// Pushes to one person within an hour; absent means [`CAP_PER_HOUR_DEFAULT`].
    ///
    /// [`CAP_PER_HOUR_DEFAULT`]: super::notifications::CAP_PER_HOUR_DEFAULT
    #[serde(default)]
    pub cap_per_hour: Option<u16>,
}
