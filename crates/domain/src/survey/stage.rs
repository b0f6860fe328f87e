//! Where a survey stands.

use serde::{Deserialize, Serialize};

/// Where a survey stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SurveyStage {
    /// Waiting for the customer.
    Open,
    /// Answered.
    Answered,
    /// The customer could not be asked.
    Abandoned,
}

impl SurveyStage {
    /// All stages.
    pub const ALL: &[Self] = &[Self::Open, Self::Answered, Self::Abandoned];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Abandoned => "abandoned",
        }
    }
}
