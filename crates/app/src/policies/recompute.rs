//! Open tickets after a publication: their deadlines by the new calendars, or the tickets themselves to the new version.

use bihuan_domain::id::JobId;
use bihuan_domain::job::JobKind;
use bihuan_domain::policy::PolicyVersion;
use bihuan_persistence::Tx;
use serde::{Deserialize, Serialize};

use super::MoveOpen;
use crate::App;
use crate::directory::REFRESH_SECONDS;
use crate::error::Error;
use crate::jobs::step::{Batch, Step};
use crate::jobs::{self, Errand, Order};

/// How long the job waits. Until every node has read the new version, one may still start a clock by the old calendar;
/// nobody would look at that clock again.
pub const SETTLE_SECONDS: i64 = 2 * REFRESH_SECONDS.cast_signed();

/// What a job of this kind is to do, as it is stored.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Input {
    /// The version whose publication this follows; none for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<PolicyVersion>,
    /// What becomes of open tickets.
    pub(super) move_open: MoveOpen,
}

/// Queues the job.
pub(super) fn order(
    app: &App,
    tx: &mut Tx<'_>,
    errand: &Errand,
    version: PolicyVersion,
    move_open: MoveOpen,
) -> Result<JobId, Error> {
    let input = Input { version: Some(version), move_open };
    let (kind, files) = (JobKind::PolicyRecompute, Vec::new());
    Ok(jobs::queue(app, tx, errand, Order { kind, input: &input, files, after_seconds: SETTLE_SECONDS })?.id)
}

pub(crate) fn batch(_: &App, _: &mut Tx<'_>, _: &Step<'_>) -> Result<Batch, Error> {
    Err(Error::Busy)
}
