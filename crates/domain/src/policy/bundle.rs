//! The root of a bundle and what its parts have in common.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{BundleCode, ChannelCode, ReasonCode};

use super::appeals::AppealLevel;
use super::assessments::AssessmentScheme;
use super::calendars::Calendar;
use super::callbacks::{CallbackPlan, Mark};
use super::catalogue::{Area, Kind, Level, ServiceType};
use super::clocks::ClockRule;
use super::customers::{Attribute, Segment};
use super::figures::FigureRules;
use super::ladder::{LadderRung, MatterRule};
use super::notifications::NotificationRule;
use super::organisation::{RoleSpec, UnitSpec};
use super::quality::{Defect, GamingCheck, InspectionPlan, OffenceLadder};
use super::questionnaires::Questionnaire;
use super::redo::RedoRule;
use super::reports::ReportSpec;
use super::retention::{ErasureRule, RetentionRule};
use super::routes::Route;
use super::scripts::Script;
use super::standing::StandingOrder;
use super::vocabulary::{Confidence, Text};

/// A whole bundle as written by people. The files of the folder are read together as one document: each top-level
/// table may stand in any file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    /// Name and time zone.
    pub bundle: Header,
    /// Ticket numbers.
    pub numbering: Numbering,
    /// Channels by which demands arrive.
    #[serde(rename = "channel")]
    pub channels: Vec<Channel>,
    /// Business kinds (业务类型), the first level of the catalogue.
    #[serde(rename = "kind")]
    pub kinds: Vec<Kind>,
    /// Nodes below the kinds.
    #[serde(rename = "type", default)]
    pub types: Vec<ServiceType>,
    /// Grades (等级) that kinds may use.
    #[serde(rename = "level", default)]
    pub levels: Vec<Level>,
    /// Classes of area.
    #[serde(rename = "area")]
    pub areas: Vec<Area>,
    /// The sample organisation, created when the bundle is published into an empty system.
    #[serde(rename = "unit")]
    pub units: Vec<UnitSpec>,
    /// Roles and what each may do.
    #[serde(rename = "role")]
    pub roles: Vec<RoleSpec>,
    /// Business calendars.
    #[serde(rename = "calendar")]
    pub calendars: Vec<Calendar>,
    /// Clocks (时限).
    #[serde(rename = "clock")]
    pub clocks: Vec<ClockRule>,
    /// Dispatch routes; the first that matches wins.
    #[serde(rename = "route")]
    pub routes: Vec<Route>,
    /// Callback plans (回访).
    #[serde(rename = "callback_plan", default)]
    pub callback_plans: Vec<CallbackPlan>,
    /// Milestones of the centre's own.
    #[serde(rename = "mark", default)]
    pub marks: Vec<Mark>,
    /// Questionnaires.
    #[serde(rename = "questionnaire", default)]
    pub questionnaires: Vec<Questionnaire>,
    /// Scripts (话术).
    #[serde(rename = "script", default)]
    pub scripts: Vec<Script>,
    /// Why a unit may return a work order (退单).
    #[serde(rename = "return_reason")]
    pub return_reasons: Vec<Reason>,
    /// Why work may be suspended (挂起).
    #[serde(rename = "suspension_reason", default)]
    pub suspension_reasons: Vec<Reason>,
    /// What is known of customers (客户属性).
    #[serde(rename = "attribute", default)]
    pub attributes: Vec<Attribute>,
    /// Classes of customer (客户细分).
    #[serde(rename = "segment", default)]
    pub segments: Vec<Segment>,
    /// Who is told what.
    #[serde(rename = "notification", default)]
    pub notifications: Vec<NotificationRule>,
    /// How long records are kept (保存期限).
    #[serde(default)]
    pub retention: Vec<RetentionRule>,
    /// How long tickets name their customers.
    #[serde(rename = "erasure", default)]
    pub erasures: Vec<ErasureRule>,
    /// What people do wrong (差错).
    #[serde(rename = "defect", default)]
    pub defects: Vec<Defect>,
    /// What follows from the n-th offence.
    #[serde(rename = "offence_ladder", default)]
    pub offence_ladders: Vec<OffenceLadder>,
    /// Which ended tickets are inspected (质检).
    #[serde(rename = "inspection_plan", default)]
    pub inspection_plans: Vec<InspectionPlan>,
    /// When somebody is asked whether a limit was dodged.
    #[serde(rename = "gaming_check", default)]
    pub gaming_checks: Vec<GamingCheck>,
    /// How people are assessed (考核).
    #[serde(rename = "assessment_scheme", default)]
    pub assessment_schemes: Vec<AssessmentScheme>,
    /// What is set about indicators.
    #[serde(default)]
    pub figures: FigureRules,
    /// Reports.
    #[serde(rename = "report", default)]
    pub reports: Vec<ReportSpec>,
    /// Which demands are the same matter; the first row that applies.
    #[serde(rename = "matter", default)]
    pub matters: Vec<MatterRule>,
    /// What repetition and risk bring about (升级).
    #[serde(rename = "escalation_ladder", default)]
    pub ladder: Vec<LadderRung>,
    /// Who does work again (重办).
    #[serde(rename = "redo", default)]
    pub redos: Vec<RedoRule>,
    /// Who hears appeals (申诉): at most two levels, the first first.
    #[serde(rename = "appeal_level", default)]
    pub appeal_levels: Vec<AppealLevel>,
    /// What is done by itself at set times.
    #[serde(rename = "standing_order", default)]
    pub standing_orders: Vec<StandingOrder>,
}

/// Name and time zone of a bundle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// The bundle's code.
    pub code: BundleCode,
    /// What people call it.
    pub title: Text,
    /// IANA zone in which days begin and quiet hours are read, such as `Asia/Shanghai`.
    pub zone: String,
}

/// How ticket numbers look: `prefix` + two-digit year, month, day + a serial of `digits` digits + a check digit
/// (Luhn), so that a number read aloud with one wrong digit is recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Numbering {
    /// Digits before the date; may be empty.
    #[serde(default)]
    pub prefix: String,
    /// Length of the serial within one day, 4 to 9.
    pub digits: u8,
}

/// A channel by which demands arrive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its code.
    pub code: ChannelCode,
    /// What people call it.
    pub name: Text,
}

/// A reason from a closed list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// Its code.
    pub code: ReasonCode,
    /// What people call it.
    pub name: Text,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}
