//! Appeals (申诉): who hears them, and by when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{CalendarCode, RoleCode};

use super::clocks::Amount;
use super::vocabulary::Confidence;

/// The most levels that hear an appeal: the first, and the last.
pub const APPEAL_LEVELS_MAX: usize = 2;

/// One level that hears appeals; the first row hears them first, the second last. Without any, nobody appeals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AppealLevel {
    /// Whose people rule.
    pub roles: Vec<RoleCode>,
    /// How long it may be called upon: at the first level after the end of the ticket, at the last after the first ruling.
    pub raise_within: Amount,
    /// How long it has to rule.
    pub rule_within: Amount,
    /// After how long whoever must rule is reminded, where he has not yet; never when left out.
    #[serde(default)]
    pub remind_after: Option<Amount>,
    /// Who is told when the time to rule is over: these roles at the unit that took the ticket, or at the nearest above.
    #[serde(default)]
    pub overdue_to: Vec<RoleCode>,
    /// The calendar for working time.
    #[serde(default)]
    pub calendar: Option<CalendarCode>,
    /// How many departments must have signed and sealed each piece of proof.
    #[serde(default)]
    pub seals: u8,
    /// How far the figures may be trusted.
    pub confidence: Confidence,
    /// Where they come from.
    #[serde(default)]
    pub source: Option<String>,
}
