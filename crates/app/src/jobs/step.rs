//! One step of a job, whatever its kind.

use std::sync::Arc;

use bihuan_domain::job::JobKind;
use bihuan_domain::policy::Policy;
use bihuan_persistence::Tx;
use bihuan_persistence::jobs::{Advance, HeldJob};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::App;
use crate::error::Error;
use crate::policies::{preview, recompute, simulate};
use crate::records::purge;

/// What one step found and changed.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    /// How far the job is afterwards.
    pub(crate) advance: Advance,
    /// Whether that is the end.
    pub(crate) finished: bool,
}

/// What a kind of job may ask while it works.
pub(crate) struct Step<'a> {
    /// The job.
    pub(crate) job: &'a HeldJob,
    /// The draft it works with.
    pub(crate) draft: Option<&'a Arc<Policy>>,
}

impl Step<'_> {
    /// What the job is to do.
    pub(crate) fn input<I: DeserializeOwned>(&self) -> Result<I, Error> {
        read(&self.job.input)
    }

    /// Where the job goes on.
    pub(crate) fn cursor<C: DeserializeOwned + Default>(&self) -> Result<C, Error> {
        self.job.cursor.as_ref().map_or_else(|| Ok(C::default()), read)
    }

    /// What it found so far.
    pub(crate) fn result<R: DeserializeOwned + Default>(&self) -> Result<R, Error> {
        self.job.result.as_ref().map_or_else(|| Ok(R::default()), read)
    }

    /// The draft it works with.
    pub(crate) fn draft(&self) -> Result<&Arc<Policy>, Error> {
        self.draft.ok_or_else(|| Error::Internal("a job without its draft".into()))
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Error> {
    T::deserialize(value).map_err(|error| Error::Internal(Box::new(error)))
}

/// A cursor or result as it is stored.
pub(crate) fn stored(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Internal(Box::new(error)))
}

/// Takes one step of a job of any kind.
pub(super) fn take_batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    match step.job.kind {
        JobKind::PolicyPreview => preview::batch(app, tx, step),
        JobKind::PolicyRecompute => recompute::batch(app, tx, step),
        JobKind::PolicySimulation => simulate::batch(app, tx, step),
        JobKind::RecordPurge => purge::batch(app, tx, step),
    }
}

/// Whether jobs of this kind carry the files of a draft.
pub(super) const fn works_with_draft(kind: JobKind) -> bool {
    match kind {
        JobKind::PolicyPreview | JobKind::PolicySimulation => true,
        JobKind::PolicyRecompute | JobKind::RecordPurge => false,
    }
}
