//! Closing periods, and what changed in them afterwards.

use std::sync::Arc;

use bihuan_domain::fact::Day;
use bihuan_domain::permission::Permission;
use bihuan_persistence::DbError;
use bihuan_persistence::figures::{self as rows, Period, Restatement};
use bihuan_persistence::page::PageRequest;
use uuid::Uuid;

use super::follow::{follow_all, is_behind};
use super::read::FIGURE_DAYS_MAX;
use crate::App;
use crate::caller::Caller;
use crate::error::{Error, FieldError};
use crate::reply::{self, Reply, StoredReply};
use crate::scope;

/// Closes the period from one day to another: its figures stay as they stand now, and whatever changes afterwards is
/// written down with the ticket that brought it about.
///
/// # Errors
/// Forbidden; invalid when it is not over; it exists already; Busy while something
/// of the period is not counted yet, or another node counts.
pub async fn close(
    app: &Arc<App>,
    caller: &Caller,
    from: Day,
    to: Day,
    reply: Reply<Period>,
) -> Result<StoredReply, Error> {
    caller.principal.require(Permission::FigureClose)?;
    reply::require_key(&caller.principal, reply.key.as_ref())?;
    if scope::of(&caller.principal) != bihuan_persistence::page::Scope::Everything {
        return Err(Error::Forbidden { permission: Permission::FigureClose });
    }
    let policy = app.directory.current_policy()?;
    let now = app.clock.now();
    if to < from {
        let error = FieldError::new("/to", "conflict").with("other", "/from");
        return Err(Error::Invalid(vec![error]));
    }
    if to.number() - from.number() >= FIGURE_DAYS_MAX {
        return Err(Error::LimitExceeded { limit: "days", maximum: FIGURE_DAYS_MAX.unsigned_abs().into() });
    }
    if to >= Day::of(now, policy.zone()) {
        return Err(Error::invalid("/to", "in_future"));
    }
    let (id, user) = (app.ids.id(now), caller.principal.user);
    let version = policy.version();
    let over = to.plus(1).begins(policy.zone()).unwrap_or(now);
    // What happened in the period is counted before it is closed; what cannot be counted yet is found out below.
    follow_all(app).await?;
    reply::once(app, reply, move |tx| {
        // Nobody may move the sums between the copy and the commit.
        let cursor = rows::lock(tx)?.ok_or(Error::Busy)?;
        if is_behind(tx, &cursor, over)? {
            return Err(Error::Busy);
        }
        let as_of = cursor.as_of.unwrap_or(now);
        let period = Period { id, from, to, policy: version, as_of, closed_at: now, closed_by: user };
        rows::add_period(tx, &period).map_err(taken)?;
        rows::freeze(tx, &period)?;
        Ok(period)
    })
    .await
}

fn taken(error: DbError) -> Error {
    match error {
        DbError::Unique { .. } => Error::AlreadyExists { what: "period", id: None },
        other => other.into(),
    }
}

/// One page of the closed periods, latest first.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    before: Option<(Day, Uuid)>,
    limit: i64,
) -> Result<Vec<Period>, Error> {
    caller.principal.require(Permission::FigureRead)?;
    app.database.read(move |tx| Ok(rows::list_periods(tx, before, limit)?)).await
}

/// A closed period.
///
/// # Errors
/// Forbidden; not found.
pub async fn get(app: &Arc<App>, caller: &Caller, id: Uuid) -> Result<Period, Error> {
    caller.principal.require(Permission::FigureRead)?;
    app.database.read(move |tx| rows::find_period(tx, id)?.ok_or(Error::NotFound { what: "period" })).await
}

/// One page of what changed in a closed period afterwards, at units in the caller's scope.
///
/// # Errors
/// Forbidden; not found.
pub async fn restatements(
    app: &Arc<App>,
    caller: &Caller,
    period: Uuid,
    page: PageRequest,
) -> Result<Vec<Restatement>, Error> {
    caller.principal.require(Permission::FigureRead)?;
    let scope = scope::of(&caller.principal);
    app.database
        .read(move |tx| {
            rows::find_period(tx, period)?.ok_or(Error::NotFound { what: "period" })?;
            Ok(rows::list_restatements(tx, period, &scope, page)?)
        })
        .await
}
