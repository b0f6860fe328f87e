//! A dry run of publishing: which open clocks a draft would move, and by how much.

use std::sync::Arc;

use bihuan_domain::id::JobId;
use bihuan_domain::job::JobKind;
use bihuan_domain::permission::Permission;
use bihuan_persistence::Tx;
use bihuan_persistence::cases::{self as rows, LoadLock};

use super::figures::TicketMoves;
use super::moves::{Publication, Walk};
use super::recompute::Input;
use super::{Draft, DraftFiles, MoveOpen, assemble, scales};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::jobs::step::{Batch, Step};
use crate::jobs::{self, Errand, JobRecord, Order};
use crate::reply::{self, Reply, StoredReply};

/// Queues a job that finds out what publishing a draft would move.
///
/// # Errors
/// Forbidden; [`Error::PolicyRefused`] with every problem of the draft.
pub async fn preview(
    app: &Arc<App>,
    caller: &Caller,
    files: DraftFiles,
    move_open: MoveOpen,
    reply: Reply<JobRecord>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::PolicySimulate)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    let draft = assemble(app, files).await?;
    let (inner, errand) = (app.clone(), Errand::of(caller));
    let stored = reply::once(app, reply, move |tx| order(&inner, tx, &errand, &draft, move_open)).await?;
    app.queued.notify_one();
    Ok(stored)
}

/// The same in the name of the system, for the command line.
///
/// # Errors
/// When the database does not take it.
pub async fn preview_draft(app: &Arc<App>, draft: Draft, move_open: MoveOpen) -> Result<JobId, Error> {
    let inner = app.clone();
    let queued = app.database.write(move |tx| order(&inner, tx, &Errand::of_the_system(), &draft, move_open)).await?;
    Ok(queued.id)
}

fn order(app: &App, tx: &mut Tx<'_>, errand: &Errand, draft: &Draft, move_open: MoveOpen) -> Result<JobRecord, Error> {
    scales::check(app, tx, &draft.bundle)?;
    let input = Input { version: None, move_open };
    let kind = JobKind::PolicyPreview;
    jobs::queue(app, tx, errand, Order { kind, input: &input, files: draft.files.clone(), after_seconds: 0 })
}

/// Looks at the next tickets. Reads only.
pub(crate) fn batch(app: &App, tx: &mut Tx<'_>, step: &Step<'_>) -> Result<Batch, Error> {
    let (input, walk): (Input, Walk) = (step.input()?, Walk::next(tx, step)?);
    let publication = Publication { app, policy: step.draft()?, move_open: input.move_open, now: app.clock.now() };
    walk.over(|id| {
        let look = |tx: &mut Tx<'_>| {
            let Some(before) = rows::load(tx, id, LoadLock::None)? else { return Ok(None) };
            Ok(Some(publication.effect(tx, &before.case)?.moves(&before.case)))
        };
        match look(tx) {
            Err(error) if !matches!(error, Error::Busy) => {
                tracing::error!(ticket = %id, %error, "a ticket could not be looked at");
                Ok(Some(TicketMoves::failed()))
            }
            looked => looked,
        }
    })
}
