//! Organisation, users, policy and emergency mode, from memory: asked at every request, refreshed when they change.
//!
//! Several nodes share one database. Whoever changes the directory counts up its revision in the same transaction;
//! every node compares revisions every [`REFRESH_SECONDS`], so a demotion reaches the other nodes within that time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, RwLock, RwLockReadGuard};

use bihuan_domain::code::UnitCode;
use bihuan_domain::id::{SessionId, UserId};
use bihuan_domain::organisation::Organisation;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::{Policy, PolicyVersion};
use bihuan_persistence::users::User;
use bihuan_persistence::{DbError, Tx, policies, settings, units, users};

use crate::App;
use crate::draws;
use crate::emergency::{self, EmergencyMode};
use crate::error::{Error, Unauthenticated};
use crate::principal::Principal;

/// How often a node looks whether another has changed the directory.
pub const REFRESH_SECONDS: u64 = 2;
/// How many users are read at a time.
const USER_BATCH: i64 = 1_000;
const REVISION: &str = "directory_revision";

/// Organisation, users and policy, from memory.
#[derive(Debug, Default)]
pub struct Directory {
    state: RwLock<State>,
}

#[derive(Debug, Default)]
struct State {
    revision: i64,
    organisation: Arc<Organisation>,
    people: Arc<People>,
    policies: BTreeMap<PolicyVersion, Arc<Policy>>,
    current: Option<Arc<Policy>>,
    emergency: Option<EmergencyMode>,
}

/// All users, by id and by unit.
#[derive(Debug, Default)]
pub(crate) struct People {
    users: BTreeMap<UserId, Arc<User>>,
    units: BTreeMap<UnitCode, Vec<Arc<User>>>,
}

impl People {
    fn add(&mut self, user: User) {
        let user = Arc::new(user);
        self.units.entry(user.unit.clone()).or_default().push(user.clone());
        self.users.insert(user.id, user);
    }

    /// The user with this id.
    pub(crate) fn user(&self, id: UserId) -> Option<&Arc<User>> {
        self.users.get(&id)
    }

    /// All users, in the order of their ids.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<User>> {
        self.users.values()
    }

    /// The users of a unit, not of those below it.
    pub(crate) fn at(&self, unit: &UnitCode) -> impl Iterator<Item = &Arc<User>> {
        self.units.get(unit).into_iter().flatten()
    }
}

impl Directory {
    fn state(&self) -> RwLockReadGuard<'_, State> {
        // A panic while the state was replaced cannot leave it half replaced: it is swapped whole.
        self.state.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The organisation as it stands.
    #[must_use]
    pub fn organisation(&self) -> Arc<Organisation> {
        self.state().organisation.clone()
    }

    /// All users.
    pub(crate) fn people(&self) -> Arc<People> {
        self.state().people.clone()
    }

    /// The policy that new tickets are opened under.
    ///
    /// # Errors
    /// [`Error::NotFound`] before the first is published.
    pub fn current_policy(&self) -> Result<Arc<Policy>, Error> {
        self.state().current.clone().ok_or(Error::NotFound { what: "policy" })
    }

    /// How emergency mode stands, if anybody has ever declared it.
    #[must_use]
    pub fn emergency_mode(&self) -> Option<EmergencyMode> {
        self.state().emergency.clone()
    }

    /// Whether emergency mode is on.
    #[must_use]
    pub fn is_emergency(&self) -> bool {
        self.state().emergency.as_ref().is_some_and(|mode| mode.active)
    }

    /// The policy of this version.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no such version was published.
    pub fn policy(&self, tx: &mut Tx<'_>, version: PolicyVersion) -> Result<Arc<Policy>, Error> {
        if let Some(policy) = self.state().policies.get(&version) {
            return Ok(policy.clone());
        }
        let policy = load_policy(tx, version)?;
        let mut state = self.state.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.policies.insert(version, policy.clone());
        Ok(policy)
    }

    /// Whether anything has changed since the last refresh, and if so, everything anew.
    ///
    /// # Errors
    /// When the database cannot be read; what was known stays.
    pub async fn refresh(app: &Arc<App>) -> Result<(), Error> {
        if !app.draws.is_loaded() {
            draws::load(app).await?;
        }
        let known = app.directory.state().revision;
        let fresh = app.database.snapshot(move |tx| load(tx, known)).await?;
        if let Some(mut fresh) = fresh {
            let mut state = app.directory.state.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            if fresh.revision >= state.revision {
                fresh.policies.extend(std::mem::take(&mut state.policies));
                *state = fresh;
            }
        }
        Ok(())
    }

    /// What this user may do now. `version` and `session` are those of the token.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when the user is unknown, disabled, or changed since the token was issued.
    pub fn principal(&self, id: UserId, version: i64, session: Option<SessionId>) -> Result<Principal, Error> {
        let state = self.state();
        let user = state.people.user(id).filter(|user| !user.disabled && user.version == version);
        let Some(user) = user else {
            return Err(Error::Unauthenticated { reason: Unauthenticated::SessionEnded });
        };
        Ok(principal(user, &state.organisation, state.current.as_deref(), session))
    }
}

/// What a user may do under this policy. Before the first policy, an `administrator` may publish one and make users.
#[must_use]
pub(crate) fn principal(
    user: &User,
    organisation: &Organisation,
    policy: Option<&Policy>,
    session: Option<SessionId>,
) -> Principal {
    let roles = user.roles.iter().filter_map(|code| policy.and_then(|policy| policy.role(code)));
    let (mut permissions, mut machine) = (BTreeSet::<Permission>::new(), false);
    for role in roles {
        permissions.extend(&role.may);
        machine |= role.machine;
    }
    Principal {
        user: user.id,
        login: user.login.clone(),
        name: user.name.clone(),
        unit: user.unit.clone(),
        unit_path: path(organisation, &user.unit),
        roles: user.roles.clone(),
        permissions,
        machine,
        session,
    }
}

/// The path of a unit; a unit that does not exist sees nothing.
pub(crate) fn path(organisation: &Organisation, unit: &UnitCode) -> String {
    organisation.unit(unit).map_or_else(|| "?/?/".to_owned(), |unit| unit.path.clone())
}

/// Counts up the revision, so that every node reads anew.
pub(crate) fn touch(tx: &mut Tx<'_>) -> Result<(), DbError> {
    settings::count_up(tx, REVISION)
}

fn revision(tx: &mut Tx<'_>) -> Result<i64, DbError> {
    let text = settings::find(tx, REVISION)?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or_default())
}

fn load_policy(tx: &mut Tx<'_>, version: PolicyVersion) -> Result<Arc<Policy>, Error> {
    let record = policies::find(tx, version)?.ok_or(Error::NotFound { what: "policy" })?;
    Policy::new(version, record.bundle).map(Arc::new).map_err(|error| Error::Internal(Box::new(error)))
}

fn load(tx: &mut Tx<'_>, known: i64) -> Result<Option<State>, Error> {
    let revision = revision(tx)?;
    if revision == known {
        return Ok(None);
    }
    let mut state = State {
        revision,
        organisation: Arc::new(units::organisation(tx)?),
        emergency: emergency::load(tx)?,
        ..State::default()
    };
    let (mut people, mut after) = (People::default(), None::<String>);
    loop {
        let batch = users::list(tx, after.as_deref(), USER_BATCH)?;
        let Some(last) = batch.last() else { break };
        after = Some(last.login.clone());
        batch.into_iter().for_each(|user| people.add(user));
    }
    state.people = Arc::new(people);
    if let Some(version) = policies::latest_version(tx)? {
        let policy = load_policy(tx, version)?;
        state.policies.insert(version, policy.clone());
        state.current = Some(policy);
    }
    Ok(Some(state))
}
