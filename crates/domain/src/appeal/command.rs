//! Commands to an appeal.

use super::{AppealAction, Document};

/// What somebody wants done to an appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AppealCommand {
    /// Rule on it.
    Rule {
        /// Whether it is upheld.
        upheld: bool,
        /// Why.
        reason: String,
    },
    /// Call upon the last level.
    RaiseAgain {
        /// Why.
        reason: String,
        /// Further proof.
        documents: Vec<Document>,
    },
    /// Take it back.
    Withdraw,
}

impl AppealCommand {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> AppealAction {
        match self {
            Self::Rule { .. } => AppealAction::Rule,
            Self::RaiseAgain { .. } => AppealAction::RaiseAgain,
            Self::Withdraw => AppealAction::Withdraw,
        }
    }
}
