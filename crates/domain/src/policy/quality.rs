//! What people are measured by: defects (差错), what follows from the n-th, inspections (质检), and checks for gaming.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{ConsequenceCode, DefectCode, InspectionPlanCode, ItemCode, RoleCode};
use crate::named::named;
use crate::quality::Check;

use super::applies_to::AppliesTo;
use super::vocabulary::{Confidence, Text};

named! {
    /// Whose defect it is.
    Side {
        /// Whoever takes demands and calls back (座席).
        Agent = "agent",
        /// Whoever handles them (承办).
        Handler = "handler",
    }
}

/// Something that people do wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defect {
    /// Its code.
    pub code: DefectCode,
    /// What people call it.
    pub name: Text,
    /// Whose defect it is.
    pub side: Side,
    /// What it costs in an inspection and in the month's assessment, in points.
    pub points: u16,
    /// Between what amounts a fine lies, in the currency of the centre; absent when there is none.
    #[serde(default)]
    pub fine: Option<FineRange>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// Between what amounts a fine lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FineRange {
    /// The least.
    pub min: u32,
    /// The most; absent when only the least is fixed.
    #[serde(default)]
    pub max: Option<u32>,
}

impl FineRange {
    /// Whether an amount lies in it.
    #[must_use]
    pub fn covers(self, amount: u32) -> bool {
        self.min <= amount && self.max.is_none_or(|max| amount <= max)
    }
}

/// What follows from the first, the second, the n-th offence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OffenceLadder {
    /// The defects that count together. No defect stands on two ladders.
    pub defects: Vec<DefectCode>,
    /// How many calendar months back offences count.
    pub months: u16,
    /// What follows from the first, the second and so on; the last from every further one, too.
    #[serde(rename = "step")]
    pub steps: Vec<OffenceStep>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// What follows from an offence. It is proposed to people, and never done by the system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OffenceStep {
    /// Its code.
    pub consequence: ConsequenceCode,
    /// What people call it.
    pub name: Text,
    /// The fine, in the currency of the centre.
    #[serde(default)]
    pub fine: Option<u32>,
}

/// Which ended tickets of a month are inspected, and for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionPlan {
    /// Its code.
    pub code: InspectionPlanCode,
    /// What people call it.
    pub name: Text,
    /// Of which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// How many in a hundred are drawn.
    pub percent: u8,
    /// What is looked for; every defect of the bundle, when empty.
    #[serde(default)]
    pub defects: Vec<DefectCode>,
    /// What is looked at every time (检查表): a sheet that says nothing of one of them is refused. None for a plan that only looks for
    /// defects.
    #[serde(default, rename = "item", skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<InspectionItem>,
    /// Who is told when a sheet finds defects (质检通报): these roles at the unit of each person whose defects they are, or at the
    /// nearest above. Nobody when empty; whose defects they are stands in the register, not in what is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tell: Vec<RoleCode>,
    /// The score of a ticket without any defect.
    pub full_score: u16,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// Something that is looked at every time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InspectionItem {
    /// Its code.
    pub code: ItemCode,
    /// What people call it.
    pub name: Text,
    /// The defect that it is when it is not as it should be; somebody's, who can contest it.
    pub defect: DefectCode,
}

/// When somebody is asked whether a limit was dodged rather than kept. A finding is a question and no verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GamingCheck {
    /// What is looked for.
    pub check: Check,
    /// Of which tickets.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// For `late_pause`: at most so many minutes before the deadline. For `bulk_closing` and `renewal`: within so many
    /// minutes.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// For `bulk_closing` and `copied_reply`: from so many on.
    #[serde(default)]
    pub count: Option<u16>,
    /// For `far_arrival`: from more than so many metres on.
    #[serde(default)]
    pub metres: Option<u32>,
    /// For `staff_number`: numbers of the centre and its people.
    #[serde(default)]
    pub numbers: Vec<String>,
    /// For `forbidden_words`: what is not said to customers (服务忌语). Case and blanks make no difference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// For `copied_reply`: shorter texts than so many characters may well be the same.
    #[serde(default)]
    pub length: Option<u16>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}
