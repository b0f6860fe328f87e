//! Who asks: the user behind a request, with what the roles permit at this moment.

use std::collections::BTreeSet;

use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::{SessionId, UserId};
use bihuan_domain::permission::Permission;

use crate::error::Error;

/// A user who has proved who they are. The permissions are those of now, not those of the token's issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// The user.
    pub user: UserId,
    /// The name the user signs in with.
    pub login: String,
    /// The name colleagues know.
    pub name: String,
    /// The unit the user belongs to.
    pub unit: UnitCode,
    /// The codes from the root to that unit, such as `company/repair/crew-1/`: the user sees this subtree.
    pub unit_path: String,
    /// The roles held.
    pub roles: Vec<RoleCode>,
    /// What the roles permit.
    pub permissions: BTreeSet<Permission>,
    /// Whether this is a service account.
    pub machine: bool,
    /// The login this token came from; none for tokens without a session.
    pub session: Option<SessionId>,
}

impl Principal {
    /// Succeeds when the roles permit it.
    ///
    /// # Errors
    /// [`Error::Forbidden`] names the missing permission.
    pub fn require(&self, permission: Permission) -> Result<(), Error> {
        if self.permissions.contains(&permission) { Ok(()) } else { Err(Error::Forbidden { permission }) }
    }
}
