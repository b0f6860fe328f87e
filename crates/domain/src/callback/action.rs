//! What can be done to a callback.

use crate::permission::Permission;

/// What can be done to a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallbackAction {
    /// Keep others from calling the same customer for a while.
    Claim,
    /// Give it free again.
    Release,
    /// Record an attempt.
    Attempt,
    /// Sign the record.
    Sign,
    /// Record how the customer confirmed it.
    Confirm,
    /// Review the record.
    Review,
    /// Say what the right number is.
    CorrectNumber,
    /// Take it out of the sample.
    Remove,
}

impl CallbackAction {
    /// All actions.
    pub const ALL: &[Self] = &[
        Self::Claim,
        Self::Release,
        Self::Attempt,
        Self::Sign,
        Self::Confirm,
        Self::Review,
        Self::CorrectNumber,
        Self::Remove,
    ];

    /// The name, as in the URL of the action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Release => "release",
            Self::Attempt => "attempt",
            Self::Sign => "sign",
            Self::Confirm => "confirm",
            Self::Review => "review",
            Self::CorrectNumber => "correct-number",
            Self::Remove => "remove",
        }
    }

    /// Who may do it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Claim | Self::Release | Self::Attempt | Self::Sign | Self::Confirm | Self::CorrectNumber => {
                Permission::CallbackAttempt
            }
            Self::Review => Permission::CallbackReview,
            Self::Remove => Permission::CallbackRemove,
        }
    }
}
