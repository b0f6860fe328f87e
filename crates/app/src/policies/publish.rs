//! Publishing a bundle. A version, once published, never changes; tickets keep the rules they were opened under. Calendars
//! are facts and not rules: what a new version says about them holds for open tickets, too, and a job sees to that.

use std::collections::BTreeSet;
use std::sync::Arc;

use bihuan_domain::actor::Actor;
use bihuan_domain::code::UnitCode;
use bihuan_domain::id::JobId;
use bihuan_domain::permission::Permission;
use bihuan_domain::policy::organisation::UnitSpec;
use bihuan_domain::policy::{Bundle, Policy, PolicyVersion};
use bihuan_domain::time::Timestamp;
use bihuan_persistence::events::{self, NewEvent};
use bihuan_persistence::policies::{self, PolicyRecord};
use bihuan_persistence::{DbError, Tx, units};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{Draft, DraftFiles, assemble, recompute, scales};
use crate::App;
use crate::caller::Caller;
use crate::directory::{self, Directory};
use crate::error::Error;
use crate::jobs::Errand;
use crate::reply::{self, Reply, StoredReply, hex};

/// What becomes of the tickets that are open when a version is published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoveOpen {
    /// They keep their rules, and count by the new calendars.
    #[default]
    Calendars,
    /// They move to the new version where it still knows what they are.
    Policy,
}

/// A bundle to be put into force.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishOrder {
    /// The checked bundle.
    pub draft: Draft,
    /// What becomes of open tickets. When this is left out and the bundle is in force already, they are left alone.
    pub move_open: Option<MoveOpen>,
}

impl From<Draft> for PublishOrder {
    fn from(draft: Draft) -> Self {
        Self { draft, move_open: None }
    }
}

impl From<Bundle> for PublishOrder {
    fn from(bundle: Bundle) -> Self {
        Draft::from(bundle).into()
    }
}

/// What publishing brought about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The version in force now.
    pub version: PolicyVersion,
    /// Whether it is new; the same content again is not.
    pub new: bool,
    /// How many units of the bundle were missing and have been added.
    pub units_added: usize,
    /// The job that goes through the open tickets, when there may be any.
    pub job: Option<JobId>,
}

/// Publishes a checked bundle in the name of the system, and adds the units that are missing.
///
/// # Errors
/// When the bundle cannot be indexed or the database does not take it.
pub async fn publish(app: &Arc<App>, order: impl Into<PublishOrder>) -> Result<Published, Error> {
    let publication = Publication::new(app, order.into(), None)?;
    let inner = app.clone();
    let published = app.database.write(move |tx| publication.put_into_force(&inner, tx)).await?;
    finish(app).await?;
    Ok(published)
}

/// Publishes a bundle for a caller.
///
/// # Errors
/// Forbidden; [`Error::PolicyRefused`] with every problem of the bundle.
pub async fn publish_as(
    app: &Arc<App>,
    caller: &Caller,
    files: DraftFiles,
    move_open: Option<MoveOpen>,
    reply: Reply<Published>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::PolicyPublish)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let draft = assemble(app, files).await?;
    let publication = Publication::new(app, PublishOrder { draft, move_open }, Some(caller))?;
    let inner = app.clone();
    let stored = reply::once(app, reply, move |tx| publication.put_into_force(&inner, tx)).await?;
    finish(app).await?;
    Ok(stored)
}

async fn finish(app: &Arc<App>) -> Result<(), Error> {
    Directory::refresh(app).await?;
    app.queued.notify_one();
    Ok(())
}

/// A bundle on its way into force.
struct Publication {
    order: PublishOrder,
    digest: String,
    caller: Option<Caller>,
    at: Timestamp,
}

impl Publication {
    fn new(app: &App, order: PublishOrder, caller: Option<&Caller>) -> Result<Self, Error> {
        let bundle = &order.draft.bundle;
        let text = serde_json::to_vec(bundle).map_err(|error| Error::Internal(Box::new(error)))?;
        // Found here rather than at the first ticket.
        Policy::new(PolicyVersion(0), bundle.clone()).map_err(|error| Error::Internal(Box::new(error)))?;
        Ok(Self { digest: hex(&Sha256::digest(&text)), order, caller: caller.cloned(), at: app.clock.now() })
    }

    fn put_into_force(&self, app: &App, tx: &mut Tx<'_>) -> Result<Published, Error> {
        // First of all: whoever else publishes waits here.
        directory::touch(tx)?;
        let Draft { bundle, files } = &self.order.draft;
        let units_added = add_missing_units(tx, &bundle.units)?;
        let latest = policies::latest_version(tx)?;
        let same = match latest {
            Some(version) => policies::find(tx, version)?.filter(|record| record.digest == self.digest),
            None => None,
        };
        let (version, new) = match same {
            Some(record) => (record.version, false),
            None => {
                scales::check(app, tx, bundle)?;
                (self.insert(app, tx, latest)?, true)
            }
        };
        if policies::files(tx, version)?.is_empty() {
            policies::put_files(tx, version, files)?;
        }
        let wanted = if new { Some(self.order.move_open.unwrap_or_default()) } else { self.order.move_open };
        let job = match wanted.filter(|_| latest.is_some()) {
            Some(move_open) => Some(recompute::order(app, tx, &self.errand(), version, move_open)?),
            None => None,
        };
        Ok(Published { version, new, units_added, job })
    }

    fn insert(&self, app: &App, tx: &mut Tx<'_>, latest: Option<PolicyVersion>) -> Result<PolicyVersion, DbError> {
        let version = PolicyVersion(latest.map_or(1, |latest| latest.0 + 1));
        let bundle = self.order.draft.bundle.clone();
        let data = serde_json::json!({
            "subject": "policy",
            "event": { "name": "published", "version": version, "code": bundle.bundle.code, "digest": self.digest },
        });
        policies::insert(tx, &PolicyRecord { version, digest: self.digest.clone(), bundle, published_at: self.at })?;
        let entry = NewEvent {
            id: app.ids.id(self.at).into(),
            ticket: None,
            subject: "policy",
            subject_id: Uuid::from_u128(u128::try_from(version.0).unwrap_or_default()),
            name: "published",
            at: self.at,
            actor: self.caller.as_ref().map_or(Actor::System, Caller::actor),
            data,
            request_id: self.caller.as_ref().and_then(|caller| caller.request_id.clone()),
        };
        events::append(tx, &[entry])?;
        Ok(version)
    }

    fn errand(&self) -> Errand {
        self.caller.as_ref().map_or_else(Errand::of_the_system, Errand::of)
    }
}

/// Units that exist are left as they are: people may have changed them since.
fn add_missing_units(tx: &mut Tx<'_>, specs: &[UnitSpec]) -> Result<usize, Error> {
    let organisation = units::organisation(tx)?;
    let mut known: BTreeSet<UnitCode> = organisation.units().map(|unit| unit.code.clone()).collect();
    let mut added = 0;
    // Parents first: every round adds what has its parent by then.
    loop {
        let before = added;
        for spec in specs {
            let placed = spec.parent.as_ref().is_none_or(|parent| known.contains(parent));
            if placed && !known.contains(&spec.code) {
                units::insert(tx, spec)?;
                known.insert(spec.code.clone());
                added += 1;
            }
        }
        if added == before {
            return Ok(added);
        }
    }
}
