//! Reports: which figures are put together, for which period, and who gets them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{AskCode, KindCode, ReportCode, RoleCode, UnitCode};
use crate::indicator::{Comparison, Cut};

use super::vocabulary::{Confidence, Text};

/// A report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportSpec {
    /// Its code.
    pub code: ReportCode,
    /// What people call it.
    pub name: Text,
    /// The period it is about.
    pub period: ReportPeriod,
    /// Tables of figures, in order.
    #[serde(default, rename = "section")]
    pub sections: Vec<SectionSpec>,
    /// What values should come to; shown with every value of the indicator.
    #[serde(default, rename = "target")]
    pub targets: Vec<TargetSpec>,
    /// What should come to be counted within the period (计划数); shown with the values it is for, and how much of it came.
    #[serde(default, rename = "plan")]
    pub plans: Vec<PlanSpec>,
    /// Lists of what stands out, behind the tables.
    #[serde(default, rename = "finding")]
    pub findings: Vec<FindingSpec>,
    /// When it runs by itself; only when asked for when left out.
    #[serde(default)]
    pub schedule: Option<ReportSchedule>,
    /// The roles whose people at the root get what ran by itself.
    #[serde(default)]
    pub recipients: Vec<RoleCode>,
    /// Whether it also runs for every unit below the root to which somebody with one of these roles belongs: he gets the one
    /// of his own unit.
    #[serde(default)]
    pub each_unit: bool,
    /// Who signs every run (签批), one after the other, each a different person; nobody when empty.
    #[serde(default, rename = "approval")]
    pub approvals: Vec<ApprovalSpec>,
}

/// A signature under a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApprovalSpec {
    /// What people call it, such as `审核`.
    pub name: Text,
    /// Who signs: people with this role in whose scope the unit lies that the report is about.
    pub role: RoleCode,
    /// What the signer must say something about, such as the cause of a problem.
    #[serde(default, rename = "ask")]
    pub asks: Vec<AskSpec>,
}

/// Something that a signer must say something about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AskSpec {
    /// Its code.
    pub code: AskCode,
    /// What people call it.
    pub name: Text,
}

/// The period of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportPeriod {
    /// A day.
    Day,
    /// A week, from Monday.
    Week,
    /// A month.
    Month,
    /// A quarter.
    Quarter,
    /// A year.
    Year,
}

/// A table of figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectionSpec {
    /// Its title.
    pub title: Text,
    /// Its columns: codes of indicators.
    pub indicators: Vec<String>,
    /// Its rows; one row, the whole, when left out.
    #[serde(default)]
    pub by: Option<Cut>,
    /// Whether the first column is drawn as bars.
    #[serde(default)]
    pub chart: bool,
    /// With what every value is compared; with nothing when left out.
    #[serde(default)]
    pub compare: Option<Comparison>,
}

/// What the values of an indicator should come to: at least this where more is better, at most this where less is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetSpec {
    /// The indicator: a share or a score for which more or less is better.
    pub indicator: String,
    /// In hundredths of a percent: 9600 is 96 %.
    pub basis_points: u16,
    /// How far the number may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// What a count should come to within one period of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanSpec {
    /// The indicator: a count.
    pub indicator: String,
    /// Of which unit, with all below; of the one at the top when left out.
    #[serde(default)]
    pub unit: Option<UnitCode>,
    /// How many within the period, at least 1.
    pub amount: u32,
    /// How far the number may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A list of what stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingSpec {
    /// Its title.
    pub title: Text,
    /// What is looked for.
    pub what: FindingKind,
    /// Of these kinds only; all when empty.
    #[serde(default)]
    pub kinds: Vec<KindCode>,
    /// How many within the period it takes.
    #[serde(default = "one")]
    pub at_least: u16,
}

const fn one() -> u16 {
    1
}

/// What stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// The same customer about the same kind of thing at the same place, or what the policy calls the same matter.
    SameMatter,
    /// The same type, whoever asked.
    SameType,
    /// The same type on the same line of the network.
    SameTypeAndLine,
    /// Callbacks that the review found wanting (回访不合格).
    UnqualifiedCallback,
}

/// When a report runs by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportSchedule {
    /// How many days after the last day of the period, from 1.
    pub days_after: u16,
    /// At which local hour, 0 to 23.
    pub hour: u8,
}
