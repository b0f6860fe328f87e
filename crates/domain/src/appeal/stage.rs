//! Where an appeal stands.

use serde::{Deserialize, Serialize};

/// Where an appeal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealStage {
    /// The first level must rule (初次申诉).
    Raised,
    /// The first level dismissed it; the last level may be called upon for a while.
    Dismissed,
    /// The last level must rule (最终申诉).
    RaisedAgain,
    /// Upheld.
    Upheld,
    /// Dismissed for good.
    Rejected,
    /// Taken back.
    Withdrawn,
}

impl AppealStage {
    /// All stages.
    pub const ALL: &[Self] =
        &[Self::Raised, Self::Dismissed, Self::RaisedAgain, Self::Upheld, Self::Rejected, Self::Withdrawn];

    /// The name as stored and shown.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Raised => "raised",
            Self::Dismissed => "dismissed",
            Self::RaisedAgain => "raised_again",
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
        }
    }
}
