//! Dispatch routes: which unit a demand goes to. The first route that matches wins.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{RouteCode, UnitCode};

use super::clocks::AppliesTo;
use super::vocabulary::Text;

/// The most units one route may send to, the leading one among them.
pub const ROUTE_UNITS_MAX: usize = 16;

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its code, named in the explanation of a dispatch.
    pub code: RouteCode,
    /// Why this route exists, shown in the explanation.
    pub name: Text,
    /// Which tickets it is for.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Prefixes of the region code; empty means all.
    #[serde(default)]
    pub regions: Vec<String>,
    /// The leading unit.
    pub unit: UnitCode,
    /// Further units that receive a work order of their own.
    #[serde(default)]
    pub assisting: Vec<UnitCode>,
}
