//! What is done by itself at set times (定期任务): purging what was kept long enough, and telling whoever leads what is missing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{RoleCode, UnitCode};
use crate::named::named;

use super::reports::{ReportPeriod, ReportSchedule};
use super::vocabulary::Confidence;

named! {
    /// What is done.
    StandingTask {
        /// A purge is queued, with its report (到期清理).
        Purge = "purge",
        /// Whoever leads is told which assessments of the month are not frozen yet (考核未归档).
        AssessmentsMissing = "assessments_missing",
        /// Whoever leads is told how many callbacks of the period are still without a result (回访记录未归档).
        CallbacksOpen = "callbacks_open",
        /// Units that have not handed in their list since the period ended are told, and who leads there (名单未报送).
        ListsMissing = "lists_missing",
        /// What each centre took is searched for gaming, day by day (异常排查).
        GamingSearch = "gaming_search",
    }
}

/// What is done by itself after each period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingOrder {
    /// What.
    pub task: StandingTask,
    /// After each of these periods.
    pub period: ReportPeriod,
    /// When, after the end of the period.
    pub schedule: ReportSchedule,
    /// Who is told: these roles at the unit concerned, or at the nearest above. Of a purge nobody is told: its report stands
    /// in the list of jobs; nor of a search: what it finds stands in the list of findings.
    #[serde(default)]
    pub to: Vec<RoleCode>,
    /// Which units are to hand in a list of customers to be called, between the end of the period and the moment at which this is
    /// done. For `lists_missing` only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<UnitCode>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}
