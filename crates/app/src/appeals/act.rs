//! Doing something to an appeal: ruling on it, calling upon the last level, taking it back.

use std::sync::Arc;

use bihuan_domain::appeal::{self, AppealCommand};
use bihuan_domain::id::AppealId;
use bihuan_persistence::cases::{self as case_rows, LoadLock};
use bihuan_persistence::{adjustments, appeals as rows, events};

use super::{AppealView, Bench, log_entry, notices, view};
use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Carries a command out. What is upheld is written down as an adjustment; the ticket itself stays as it is.
///
/// # Errors
/// Not found, refused by a rule, or changed by somebody else; nothing has happened then.
pub async fn act(
    app: &Arc<App>,
    caller: &Caller,
    id: AppealId,
    expected: i64,
    command: AppealCommand,
    reply: Reply<AppealView>,
) -> Result<StoredReply, Error> {
    caller.principal.require(command.action().permission())?;
    let (inner, caller) = (app.clone(), caller.clone());
    reply::once(app, reply, move |tx| {
        let missing = || Error::NotFound { what: "appeal" };
        let (current, mut changed) = rows::find(tx, id)?.ok_or_else(missing)?;
        if !case_rows::is_visible(tx, changed.ticket, &scope::of(&caller.principal))? {
            return Err(missing());
        }
        if current != expected {
            return Err(Error::VersionConflict { current });
        }
        let case = case_rows::load(tx, changed.ticket, LoadLock::None)?.ok_or_else(missing)?.case;
        let bench = Bench::new(&inner)?;
        let event = bench
            .hear(&caller, (&case, changed.against), |hearing| appeal::decide(&changed, &command, hearing))
            .map_err(Error::Refused)?;
        appeal::apply(&mut changed, &event, bench.now);
        rows::update(tx, &changed, current)?;
        if let Some(adjustment) = changed.adjustment() {
            let path = bench.organisation.unit(&changed.unit).map_or("", |unit| unit.path.as_str());
            adjustments::insert(tx, &adjustment, path)?;
        }
        let entry = log_entry(&inner, &changed, &event, bench.now, Some(&caller));
        events::append(tx, [&entry])?;
        notices::tell(&inner, tx, (&case, &changed), (&event, entry.id), &bench)?;
        Ok(view(current + 1, changed, &caller.principal, bench.now))
    })
    .await
}
