//! Who the people behind an addressee are.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::code::{RoleCode, UnitCode};
use bihuan_domain::id::UserId;
use bihuan_domain::notification::Addressee;
use bihuan_domain::organisation::Organisation;
use bihuan_domain::policy::Policy;
use bihuan_persistence::users::User;
use bihuan_persistence::{Tx, duties};

use super::raise::Announcement;
use crate::App;
use crate::directory::People;
use crate::error::Error;

/// The most people that one event tells under one rule: a role at one unit is meant, not the whole company.
const RECEIVERS_MAX: usize = 200;

/// Somebody who is told, and in which role.
pub(super) struct Receiver {
    pub(super) user: Arc<User>,
    pub(super) role: RoleCode,
}

/// People asked after by one statement.
pub(super) const PEOPLE_AT_ONCE: usize = 500;

/// An addressee, and the people behind it.
type Found<'i> = (&'i Addressee, Vec<Arc<User>>);

/// The receivers of each intent, one after the other: those on duty of each addressee, or all of them when nobody is.
/// One query for all.
pub(super) fn find(
    app: &App,
    tx: &mut Tx<'_>,
    announcements: &[Announcement],
    organisation: &Organisation,
) -> Result<Vec<Vec<Receiver>>, Error> {
    let people = app.directory.people();
    let mut found: Vec<Vec<Found<'_>>> = Vec::new();
    for announcement in announcements {
        let search = Search { people: &people, organisation, policy: &announcement.policy };
        found.extend(
            announcement.intents.iter().map(|intent| intent.to.iter().map(|to| (to, search.people_of(to))).collect()),
        );
    }
    let everybody: BTreeSet<UserId> = found.iter().flatten().flat_map(|(_, users)| users).map(|user| user.id).collect();
    let everybody: Vec<UserId> = everybody.into_iter().collect();
    let mut on_duty = BTreeSet::new();
    for people in everybody.chunks(PEOPLE_AT_ONCE) {
        on_duty.extend(duties::among(tx, people)?);
    }
    Ok(found.into_iter().map(|addressees| receivers(addressees, &on_duty)).collect())
}

fn receivers(addressees: Vec<Found<'_>>, on_duty: &BTreeSet<UserId>) -> Vec<Receiver> {
    let mut receivers = Vec::new();
    for (addressee, users) in addressees {
        let any = users.iter().any(|user| on_duty.contains(&user.id));
        let told = users.into_iter().filter(|user| !any || on_duty.contains(&user.id));
        receivers.extend(told.map(|user| Receiver { user, role: addressee.role.clone() }));
    }
    if receivers.len() > RECEIVERS_MAX {
        tracing::warn!(count = receivers.len(), limit = RECEIVERS_MAX, "more people than one event may tell");
        receivers.truncate(RECEIVERS_MAX);
    }
    receivers
}

struct Search<'a> {
    people: &'a People,
    organisation: &'a Organisation,
    policy: &'a Policy,
}

impl Search<'_> {
    /// The person meant; or who has the role at the unit, or else at the nearest unit above where somebody has; or else,
    /// because an alarm never goes to nobody, whoever is at the nearest unit where somebody is.
    fn people_of(&self, addressee: &Addressee) -> Vec<Arc<User>> {
        if let Some(person) = addressee.person.and_then(|id| self.people.user(id)).filter(|user| !user.disabled) {
            return vec![person.clone()];
        }
        let has_role = |user: &User| user.roles.contains(&addressee.role);
        let found = self.nearest(&addressee.unit, has_role);
        if !found.is_empty() {
            return found;
        }
        let somebody = self.nearest(&addressee.unit, |user| !self.is_machine(user));
        if somebody.is_empty() {
            tracing::warn!(unit = %addressee.unit, role = %addressee.role, "there is nobody to be told");
        }
        somebody
    }

    fn nearest(&self, unit: &UnitCode, fits: impl Fn(&User) -> bool) -> Vec<Arc<User>> {
        let above = |unit: &UnitCode| self.organisation.unit(unit)?.parent.clone();
        std::iter::successors(Some(unit.clone()), above)
            .map(|unit| self.people.at(&unit).filter(|user| !user.disabled && fits(user)).cloned().collect::<Vec<_>>())
            .find(|users| !users.is_empty())
            .unwrap_or_default()
    }

    fn is_machine(&self, user: &User) -> bool {
        user.roles.iter().any(|role| self.policy.role(role).is_some_and(|role| role.machine))
    }
}
