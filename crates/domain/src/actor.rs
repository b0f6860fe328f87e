//! Who acts.

use serde::{Deserialize, Serialize};

use crate::code::{RoleCode, UnitCode};
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

/// The person who gives a command, as far as rules look at him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub user: UserId,
    /// The unit he belongs to.
    pub unit: UnitCode,
    /// The roles he holds.
    pub roles: Vec<RoleCode>,
}
