//! What if: the tickets of a period, replayed under a draft.

use std::sync::Arc;

use bihuan_domain::code::{KindCode, UnitCode};
use bihuan_domain::job::JobKind;
use bihuan_domain::permission::Permission;
use bihuan_domain::time::Timestamp;
use bihuan_persistence::Tx;
use bihuan_persistence::page::{Scope, Subtree};
use serde::{Deserialize, Serialize};

use super::{DraftFiles, assemble};
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::jobs::step::{Batch, Step};
use crate::jobs::{self, Errand, JobRecord, Order};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// A draft, and the tickets it is tried on.
#[derive(Debug, Clone)]
pub struct SimulationOrder {
    /// The draft.
    pub files: DraftFiles,
    /// The first moment of the period in which the tickets were opened.
    pub from: Timestamp,
    /// The end of the period; not part of it.
    pub to: Timestamp,
    /// Only tickets of this kind.
    pub kind: Option<KindCode>,
    /// Only tickets that this unit or one below it took or held.
    pub unit: Option<UnitCode>,
}

/// What a job of this kind is to do, as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    from: Timestamp,
    to: Timestamp,
    /// As of when clocks that still run are judged.
    as_of: Timestamp,
    kind: Option<KindCode>,
    unit: Option<UnitCode>,
    /// The path of the subtree whose tickets are looked at; none means all.
    under: Option<String>,
}

impl Input {
    fn scope(&self) -> Scope {
        self.under.as_deref().map_or(Scope::Everything, |path| Scope::Under(Subtree::of(path)))
    }
}

/// Queues a job that replays the tickets of a period under a draft.
///
/// # Errors
/// Forbidden; invalid; [`Error::PolicyRefused`] with every problem of the draft.
pub async fn simulate(
    app: &Arc<App>,
    caller: &Caller,
    order: SimulationOrder,
    reply: Reply<JobRecord>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::PolicySimulate)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let input = input(app, caller, &order)?;
    let draft = assemble(app, order.files).await?;
    let (inner, errand) = (app.clone(), Errand::of(caller));
    let stored = reply::once(app, reply, move |tx| {
        let kind = JobKind::PolicySimulation;
        jobs::queue(&inner, tx, &errand, Order { kind, input: &input, files: draft.files.clone(), after_seconds: 0 })
    })
    .await?;
    app.queued.notify_one();
    Ok(stored)
}

fn input(app: &App, caller: &Caller, order: &SimulationOrder) -> Result<Input, Error> {
    let SimulationOrder { from, to, kind, unit, .. } = order.clone();
    if from >= to {
        return Err(Error::Invalid(vec![FieldError::new("/to", "conflict").with("other", "from")]));
    }
    let seen = scope::of(&caller.principal);
    let organisation = app.directory.organisation();
    let under = match &unit {
        Some(code) => match organisation.unit(code).filter(|unit| scope::contains(&seen, &unit.path)) {
            Some(unit) => Some(unit.path.clone()),
            None => return Err(Error::invalid("/unit", "unknown")),
        },
        None if seen == Scope::Everything => None,
        None => Some(caller.principal.unit_path.clone()),
    };
    Ok(Input { from, to, as_of: app.clock.now(), kind, unit, under })
}

pub(crate) fn batch(_: &App, _: &mut Tx<'_>, _: &Step<'_>) -> Result<Batch, Error> {
    Err(Error::Busy)
}
