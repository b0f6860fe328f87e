//! The service catalogue: kinds, the nodes below them, grades and areas.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{AreaCode, ClockCode, KindCode, LevelCode, PlanCode, TypeCode};

use super::vocabulary::{Confidence, Text};

/// The most days until a customer who was contacted hears again; a kind may name fewer. By design: who waits a season has been forgotten.
pub(crate) const NEXT_REPLY_DAYS_MAX: u16 = 90;

/// How the departments work on a demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Handling {
    /// A crew goes out (抢修类): a reply needs the matter restored first.
    Field,
    /// A department works at its desks (非抢修类); a crew may still be sent.
    Office,
    /// Nothing is sent out: such a demand is answered where it arrives.
    None,
}

/// Whether and how far work may be suspended (挂起).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SuspensionRules {
    /// The longest suspension, in calendar days.
    pub days_max: u16,
    /// How many suspensions one ticket may have.
    pub per_ticket: u16,
}

/// Whether and how far limits may be extended (延期).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExtensionRules {
    /// The clocks that may be extended.
    pub clocks: Vec<ClockCode>,
    /// How many extensions one work order may have.
    pub per_work_order: u16,
    /// The most one extension may add, in percent of the limit; at least one unit is always possible.
    pub share_max: u16,
}

/// What happens when the customer gets in touch about a ticket that is closed, while it may be reopened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ReopenOnContact {
    /// Whoever takes the contact is offered to reopen it.
    #[default]
    Offer,
    /// It is reopened at once.
    Automatic,
    /// The contact is written down, no more.
    Never,
}

/// What a reply to demands of a kind must say besides what was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReplyPart {
    /// What is changed so that it does not happen again (整改措施); where nothing was found wrong, nothing need be.
    Measure,
    /// What the customer may be told.
    PublicText,
    /// Whether what the customer complains of is so.
    Substantiated,
}

/// A business kind (业务类型).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its code.
    pub code: KindCode,
    /// What people call it.
    pub name: Text,
    /// How departments work on it.
    pub handling: Handling,
    /// Whether the agent may answer and close it during the call (一次办结).
    pub answer_on_spot: bool,
    /// Whether the handling unit must record a contact with the customer before it may reply.
    #[serde(default)]
    pub contact_required: bool,
    /// Within how many days a customer who was contacted, and not answered yet, must be told that he will hear again
    /// (约定答复时间); left out where it need not be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_reply_days: Option<u16>,
    /// What a reply must say besides what was done; one that lacks it is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reply_requires: Vec<ReplyPart>,
    /// The callback plan; none means that the ticket may be archived without a callback.
    #[serde(default)]
    pub callback_plan: Option<PlanCode>,
    /// Why nobody is called back, where no plan is named: that it was meant, and not forgotten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_callback: Option<Text>,
    /// Whether no customer asks for it: its tickets are opened by campaigns (外呼任务) only, one for each customer on a list,
    /// and called by the callback plan at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub outbound: bool,
    /// Grades a ticket of this kind may carry, mildest first; the first is the default.
    #[serde(default)]
    pub levels: Vec<LevelCode>,
    /// Days after archiving within which the ticket may be reopened.
    pub reopen_days: u16,
    /// What happens when the customer gets in touch within those days.
    #[serde(default)]
    pub reopen_on_contact: ReopenOnContact,
    /// Whether somebody must say whether the complaint is substantiated (属实) before the ticket is archived.
    #[serde(default)]
    pub verdict_required: bool,
    /// Whether nobody who calls back may close alone what the customer is not satisfied with: somebody else looks at it first.
    #[serde(default)]
    pub closing_review: bool,
    /// How many times a work order may be returned before it can only be handled or transferred.
    pub returns_max: u16,
    /// Whether and how far work may be suspended; absent means never.
    #[serde(default)]
    pub suspension: Option<SuspensionRules>,
    /// Whether and how far limits may be extended; absent means never.
    #[serde(default)]
    pub extension: Option<ExtensionRules>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A node below a kind. What it leaves out, it has from its kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceType {
    /// Its code; by custom the path from the kind, such as `fault.lv.line`.
    pub code: TypeCode,
    /// The kind it belongs to.
    pub kind: KindCode,
    /// The node above, when it is not directly below the kind.
    #[serde(default)]
    pub parent: Option<TypeCode>,
    /// What people call it.
    pub name: Text,
    /// Replaces the kind's handling.
    #[serde(default)]
    pub handling: Option<Handling>,
    /// Replaces the kind's permission to answer on the spot.
    #[serde(default)]
    pub answer_on_spot: Option<bool>,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A grade (等级).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its code.
    pub code: LevelCode,
    /// What people call it.
    pub name: Text,
    /// Order of urgency; higher is more urgent.
    pub rank: u8,
    /// How far the entry may be trusted.
    pub confidence: Confidence,
    /// Where it comes from.
    #[serde(default)]
    pub source: Option<String>,
}

/// A class of area (城市/农村/偏远), which decides arrival limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// What people call it.
    pub name: Text,
}
