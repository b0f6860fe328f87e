//! Commands to a callback.

use super::{AttemptReport, CallbackAction};

/// What somebody wants done to a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallbackCommand {
    /// Keep others from calling the same customer for a while.
    Claim,
    /// Give it free again.
    Release,
    /// Record an attempt.
    Attempt(Box<AttemptReport>),
    /// Sign the record.
    Sign,
    /// Record how the customer confirmed it.
    Confirm {
        /// How.
        proof: String,
    },
    /// Review the record.
    Review {
        /// Whether the call was done as it should be.
        qualified: bool,
        /// What is to be done; needed when it was not.
        opinion: Option<String>,
    },
    /// Say what the right number is.
    CorrectNumber {
        /// The number.
        phone: String,
        /// Where it comes from.
        source: String,
    },
    /// Take it out of the sample.
    Remove {
        /// Why.
        reason: String,
    },
}

impl CallbackCommand {
    /// Which action this is.
    #[must_use]
    pub const fn action(&self) -> CallbackAction {
        match self {
            Self::Claim => CallbackAction::Claim,
            Self::Release => CallbackAction::Release,
            Self::Attempt(_) => CallbackAction::Attempt,
            Self::Sign => CallbackAction::Sign,
            Self::Confirm { .. } => CallbackAction::Confirm,
            Self::Review { .. } => CallbackAction::Review,
            Self::CorrectNumber { .. } => CallbackAction::CorrectNumber,
            Self::Remove { .. } => CallbackAction::Remove,
        }
    }
}
