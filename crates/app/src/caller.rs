//! Who asks, and in which request.

use bihuan_domain::actor::{Actor, Person};

use crate::principal::Principal;

/// Who asks, and in which request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The user.
    pub principal: Principal,
    /// The request, for the log.
    pub request_id: Option<String>,
}

impl Caller {
    /// The user, as far as rules look at him.
    #[must_use]
    pub fn person(&self) -> Person {
        let Principal { user, unit, roles, .. } = &self.principal;
        Person { user: *user, unit: unit.clone(), roles: roles.clone() }
    }

    /// The user, as the event log remembers him.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor::User { id: self.principal.user, name: self.principal.name.clone(), unit: self.principal.unit.clone() }
    }
}
