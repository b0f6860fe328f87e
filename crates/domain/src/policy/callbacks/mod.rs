//! Callback plans (回访): who calls which customers, when, how often, and what a call must bring.

mod hours;
mod occasion;
mod outcome;
mod performer;
mod sampling;
mod self_service;
mod trigger;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::code::{CalendarCode, MarkCode, OutcomeCode, PlanCode, PostCode, QuestionnaireCode};

pub use hours::{Hours, QuietHours};
pub use occasion::Occasion;
pub use outcome::{FollowOnRule, Outcome};
pub use performer::{Performer, PerformerPlace, PerformerRule};
pub use sampling::{SamplePeriod, SampleRule};
pub use self_service::DissatisfiedAlone;
pub use trigger::Trigger;

use super::applies_to::AppliesTo;
use super::vocabulary::{Confidence, Text};

/// A plan by which customers are called back.
///
/// A plan that a kind names (`callback_plan`) closes the loop: its ticket waits for it. A plan with a `trigger` is aftercare
/// (后续回访): it is opened by that happening, for every ticket it applies to, and holds nothing up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackPlan {
    /// Its code.
    pub code: PlanCode,
    /// What people call it.
    pub name: Text,
    /// Aftercare only: what opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trigger: Option<Trigger>,
    /// Aftercare only: which tickets it is for.
    #[serde(default)]
    pub applies_to: AppliesTo,
    /// Aftercare only: happenings after which the calls not yet made are no longer wanted.
    #[serde(default)]
    pub drop_on: Vec<Trigger>,
    /// When the customer is called, counted from the trigger; at once when left out. A plan that closes the loop has one.
    #[serde(default, rename = "occasion")]
    pub occasions: Vec<Occasion>,
    /// The calendar for occasions counted in working time.
    #[serde(default)]
    pub calendar: Option<CalendarCode>,
    /// What share of the customers is called, by type and class: the first row that applies; all, when none does.
    #[serde(default, rename = "sample")]
    pub samples: Vec<SampleRule>,
    /// Over which time the share is to be reached.
    #[serde(default)]
    pub sample_period: SamplePeriod,
    /// Who calls: the first row that applies. Anybody who may call customers of the unit that took the demand, when none does.
    #[serde(default, rename = "performers")]
    pub performers: Vec<PerformerRule>,
    /// Whether people of the units that handled the matter may not call alone.
    #[serde(default = "yes")]
    pub independent: bool,
    /// Attempts after which an unreached customer counts as unreachable.
    pub attempts_max: u8,
    /// Minutes between two attempts, at the least.
    pub spacing_minutes: u32,
    /// Whether the next attempt is made in another part of the day (morning, afternoon, evening) while there is one not tried.
    #[serde(default)]
    pub vary_hours: bool,
    /// Local times at which customers are called; any time, when left out.
    #[serde(default)]
    pub hours: Vec<Hours>,
    /// Local times at which nobody is called; a window may pass midnight.
    #[serde(default)]
    pub quiet: Vec<QuietHours>,
    /// Ways in which the customer may be asked; any, when left out.
    #[serde(default)]
    pub methods: Vec<Method>,
    /// People at the customer's who must all have been reached before the call is done.
    #[serde(default)]
    pub must_reach: Vec<Post>,
    /// The longest a call should take, in seconds; longer ones are marked.
    #[serde(default)]
    pub talk_seconds_max: Option<u32>,
    /// Whether the customer signs or otherwise confirms what was written down.
    #[serde(default)]
    pub customer_confirms: bool,
    /// Whether somebody else reviews the record before it counts.
    #[serde(default)]
    pub reviewed: bool,
    /// How long a claimed call stays claimed, in minutes.
    #[serde(default = "claim_minutes")]
    pub claim_minutes: u16,
    /// What follows when a customer who answered by himself calls the matter solved and is not satisfied all the same. What
    /// is not solved is always done again.
    #[serde(default)]
    pub dissatisfied_alone: DissatisfiedAlone,
    /// How far ahead a customer may put the next call, in days: later would leave the loop open for good.
    #[serde(default = "postponed_days_max")]
    pub postponed_days_max: u16,
    /// Days to look for the right number after a wrong one; with 0 the customer counts as unreachable at once.
    #[serde(default)]
    pub search_days: u16,
    /// What a call may bring besides the answers; some of it leads to further calls.
    #[serde(default, rename = "outcome")]
    pub outcomes: Vec<Outcome>,
    /// What is asked.
    pub questionnaire: QuestionnaireCode,
    /// How long a call takes on average, attempts included, in seconds: what the planner reckons with.
    #[serde(default = "call_seconds")]
    pub call_seconds: u32,
    /// How far the figures may be trusted.
    pub confidence: Confidence,
    /// Where they come from.
    #[serde(default)]
    pub source: Option<String>,
}

/// How a customer is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// By phone.
    Phone,
    /// Face to face (面访).
    FaceToFace,
    /// By looking at the place (现场查看).
    OnSite,
    /// By message.
    Message,
    /// By letter or e-mail.
    Letter,
}

impl Method {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::FaceToFace => "face_to_face",
            Self::OnSite => "on_site",
            Self::Message => "message",
            Self::Letter => "letter",
        }
    }
}

/// A post at the customer's, such as the chief engineer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Its code.
    pub code: PostCode,
    /// What people call it.
    pub name: Text,
}

/// A milestone of the centre's own (节点), such as the end of a course of treatment; put on tickets by people and other
/// systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Its code.
    pub code: MarkCode,
    /// What people call it.
    pub name: Text,
}

const fn yes() -> bool {
    true
}

/// Enough for a call with its preparation.
const fn claim_minutes() -> u16 {
    30
}

/// A month.
const fn postponed_days_max() -> u16 {
    30
}

/// Five minutes.
const fn call_seconds() -> u32 {
    300
}

impl CallbackPlan {
    /// Whether tickets wait for it before they can be archived.
    #[must_use]
    pub const fn closes(&self) -> bool {
        self.trigger.is_none()
    }

    /// The outcome with this code.
    #[must_use]
    pub fn outcome(&self, code: &OutcomeCode) -> Option<&Outcome> {
        self.outcomes.iter().find(|outcome| outcome.code == *code)
    }
}
