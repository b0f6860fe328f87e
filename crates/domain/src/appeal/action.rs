//! What can be done to an appeal.

use crate::permission::Permission;

/// The name of a command to an appeal, without its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AppealAction {
    /// Rule on it.
    Rule,
    /// Call upon the last level.
    RaiseAgain,
    /// Take it back.
    Withdraw,
}

impl AppealAction {
    /// All actions.
    pub const ALL: &[Self] = &[Self::Rule, Self::RaiseAgain, Self::Withdraw];

    /// The name, as in the URL of the action.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::RaiseAgain => "raise-again",
            Self::Withdraw => "withdraw",
        }
    }

    /// Who may do it.
    #[must_use]
    pub const fn permission(self) -> Permission {
        match self {
            Self::Rule => Permission::AppealRule,
            Self::RaiseAgain | Self::Withdraw => Permission::AppealRaise,
        }
    }
}
