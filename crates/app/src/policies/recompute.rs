//! Open tickets after a publication: their deadlines by the new calendars, or the tickets themselves to the new version.

use bihuan_domain::id::{JobId, TicketId};
use bihuan_domain::job::JobKind;
use bihuan_domain::policy::PolicyVersion;
use bihuan_persistence::cases::{self as rows, LoadLock};
use bihuan_persistence::jobs::HeldJob;
use bihuan_persistence::{Tx, policies};
use serde::{Deserialize, Serialize};

use super::MoveOpen;
use super::figures::TicketMoves;
use super::moves::{Publication, Walk};
use crate::App;
use crate::cases;
use crate::directory::REFRESH_SECONDS;
use crate::error::Error;
use crate::jobs::step::{Batch, Step};
use crate::jobs::{self, Errand, Order};
use crate::notifications;

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

/// Queues the job after a unit got another calendar: clocks that follow the unit's own are worked out anew.
pub(crate) fn order_calendars(app: &App, tx: &mut Tx<'_>, errand: &Errand) -> Result<Option<JobId>, Error> {
    let Some(version) = policies::latest_version(tx)? else { return Ok(None) };
    order(app, tx, errand, version, MoveOpen::Calendars).map(Some)
}

/// Moves the next tickets, each within a savepoint: one that cannot be moved keeps no other from it.
pub(crate) fn batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    let (input, walk): (Input, Walk) = (step.input()?, Walk::next(tx, step)?);
    // The newest, not the one that was published then: whoever publishes twice in a row gets the second everywhere.
    let latest = policies::latest_version(tx)?.ok_or(Error::NotFound { what: "policy" })?;
    let policy = app.directory.policy(tx, latest)?;
    let publication = Publication { app, policy: &policy, move_open: input.move_open, now: app.clock.now() };
    walk.over(|id| match tx.savepoint(|tx| move_one(tx, &publication, step.job, id)) {
        Err(error) if !matches!(error, Error::Busy) => {
            tracing::error!(ticket = %id, %error, "a ticket could not be moved to what was published");
            Ok(Some(TicketMoves::failed()))
        }
        moved => moved,
    })
}

/// Moves one ticket; none when it has vanished.
fn move_one(
    tx: &mut Tx<'_>,
    publication: &Publication<'_>,
    job: &HeldJob,
    id: TicketId,
) -> Result<Option<TicketMoves>, Error> {
    let Some(before) = rows::load(tx, id, LoadLock::Wait)? else { return Ok(None) };
    let now = cases::not_before(&before, publication.now);
    let publication = Publication { now, ..*publication };
    let effect = publication.effect(tx, &before.case)?;
    let moves = effect.moves(&before.case);
    if effect.decision.events.is_empty() {
        return Ok(Some(moves));
    }
    let app = publication.app;
    let mut events = cases::log_entries(app, &effect.decision, now, None);
    for entry in &mut events {
        // It follows from the publication: in the name, and by the request, of whoever published.
        (entry.actor, entry.request_id) = (job.actor.clone(), job.request_id.clone());
    }
    rows::update(tx, &before, effect.footing.changes(&effect.decision, &events))?;
    notifications::raise(app, tx, &effect.decision, &events, &effect.footing)?;
    Ok(Some(moves))
}
