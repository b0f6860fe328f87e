//! Who acts.

use serde::{Deserialize, Serialize};

use crate::code::UnitCode;
use crate::id::UserId;

/// Who did something, as the event log remembers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Actor {
    /// A signed-in person or service account.
    User {
        /// The account.
        id: UserId,
        /// The name at that time.
        name: String,
        /// The unit at that time.
        unit: UnitCode,
    },
    /// The system itself, for what time brings about.
    System,
}

impl Actor {
    /// The account, if a user acts.
    #[must_use]
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::User { id, .. } => Some(*id),
            Self::System => None,
        }
    }
}
