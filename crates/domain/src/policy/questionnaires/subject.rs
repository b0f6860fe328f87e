//! Whom answers are about, and how customers may give them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whom or what an answer is about. Measurements of different subjects are kept apart: how the agent talked is no verdict on
/// how the matter was handled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// How the matter was handled, whoever did it (工单处理).
    #[default]
    Handling,
    /// The agent who took the demand (座席).
    Agent,
    /// The unit that handled it (承办单位).
    Unit,
    /// The people who came (现场人员).
    Crew,
    /// The channel by which the demand was made (渠道).
    Channel,
}

impl Subject {
    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handling => "handling",
            Self::Agent => "agent",
            Self::Unit => "unit",
            Self::Crew => "crew",
            Self::Channel => "channel",
        }
    }
}

/// How customers may answer by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SelfService {
    /// Through a link to a page.
    #[serde(default)]
    pub link: bool,
    /// By replies to text messages.
    #[serde(default)]
    pub sms: bool,
    /// By keys pressed on the phone.
    #[serde(default)]
    pub keypad: bool,
    /// How long after the invitation, in hours.
    pub hours: u16,
}
