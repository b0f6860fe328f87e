//! Callbacks as lists.

use bihuan_domain::callback::capacity::Waiting;
use bihuan_domain::callback::{Callback, CallbackStage};
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::{CallbackId, TicketId};
use bihuan_domain::ticket::Ticket;
use bihuan_domain::time::Timestamp;
use diesel::dsl::{count_star, exists, min};
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, Subtree, keyset};
use crate::schema::{callbacks, ticket_scopes, tickets};
use crate::types::{Id, Instant, Json};

/// The stages in which a call is still to be made.
const WAITING: [&str; 2] = [CallbackStage::Due.as_str(), CallbackStage::Scheduled.as_str()];

/// Which callbacks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CallbackFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Of this ticket.
    pub ticket: Option<TicketId>,
    /// Whose customers may be called from a moment in this stretch on: its start belongs to it, its end does not.
    pub due: Option<(Timestamp, Timestamp)>,
}

/// A callback and its version.
pub type VersionedCallback = (i64, Callback);

/// The callback with this id.
pub fn find(tx: &mut Tx<'_>, id: CallbackId) -> Result<Option<VersionedCallback>, DbError> {
    let row = callbacks::table
        .find(Id::from(id))
        .select((callbacks::version, callbacks::document))
        .first::<(i64, Json<Callback>)>(tx.connection)
        .optional()?;
    Ok(row.map(|(version, Json(callback))| (version, callback)))
}

/// Which stretch of the calls of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Those with a window, or those without: the engines put `NULL` at different ends.
    pub with_window: bool,
    /// How many to pass over.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// The plans of open calls, in order. One look at the index for each, however many calls there are.
pub fn open_plans(tx: &mut Tx<'_>) -> Result<Vec<PlanCode>, DbError> {
    let mut plans: Vec<PlanCode> = Vec::new();
    loop {
        let last = plans.last().map(ToString::to_string).unwrap_or_default();
        let next = callbacks::table
            .filter(callbacks::ended_at.is_null())
            .filter(callbacks::plan.gt(last))
            .select(min(callbacks::plan))
            .first::<Option<String>>(tx.connection)?;
        let Some(next) = next else { return Ok(plans) };
        let corrupt = || DbError::corrupt("callbacks", "plan", &next, "no code of a plan");
        plans.push(next.parse().map_err(|_| corrupt())?);
    }
}

/// Calls of a plan that may be made now and that nobody has claimed, with their tickets, the end of their window first.
pub fn next_of_plan(
    tx: &mut Tx<'_>,
    plan: &PlanCode,
    now: Timestamp,
    scope: &Scope,
    stretch: Stretch,
) -> Result<Vec<(Callback, Ticket)>, DbError> {
    let free = callbacks::claimed_until.is_null().or(callbacks::claimed_until.le(Instant::from(now)).assume_not_null());
    let mut query = callbacks::table
        .inner_join(tickets::table.on(tickets::id.eq(callbacks::ticket_id)))
        .filter(callbacks::ended_at.is_null())
        .filter(callbacks::plan.eq(plan.as_str()))
        .filter(callbacks::stage.eq(CallbackStage::Due.as_str()))
        .filter(free)
        .select((callbacks::document, tickets::document))
        .into_boxed();
    query = if stretch.with_window {
        query.filter(callbacks::until_at.is_not_null())
    } else {
        query.filter(callbacks::until_at.is_null())
    };
    if let Scope::Under(subtree) = scope {
        query = query.filter(exists(seen_under(subtree)));
    }
    let ordered = query.order((callbacks::until_at.asc(), callbacks::due_at.asc(), callbacks::id.asc()));
    let rows = ordered.offset(stretch.offset).limit(stretch.limit);
    let rows: Vec<(Json<Callback>, Json<Ticket>)> = rows.load(tx.connection)?;
    Ok(rows.into_iter().map(|(Json(callback), Json(ticket))| (callback, ticket)).collect())
}

/// Calls that are open, by plan and window, at most `limit`.
pub fn waiting(tx: &mut Tx<'_>, scope: &Scope, limit: i64) -> Result<Vec<Waiting>, DbError> {
    type Row = (String, Instant, Option<Instant>);
    let mut rows: Vec<Row> = Vec::new();
    // One query a stage: each follows an index. Those that may be made now come first, should there be too many.
    for stage in WAITING {
        let mut query = callbacks::table
            .filter(callbacks::stage.eq(stage))
            .select((callbacks::plan, callbacks::due_at, callbacks::until_at))
            .into_boxed();
        if let Scope::Under(subtree) = scope {
            query = query.filter(exists(seen_under(subtree)));
        }
        rows.extend(
            query.order((callbacks::due_at.asc(), callbacks::id.asc())).limit(limit).load::<Row>(tx.connection)?,
        );
    }
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let waiting = rows.into_iter().filter_map(|(plan, due_at, until)| {
        Some(Waiting { plan: plan.parse().ok()?, due_at: due_at.into(), until: until.map(Timestamp::from) })
    });
    Ok(waiting.collect())
}

/// How many calls are open.
pub fn count_waiting(tx: &mut Tx<'_>, scope: &Scope) -> Result<i64, DbError> {
    let mut query = callbacks::table.filter(callbacks::stage.eq_any(WAITING)).select(count_star()).into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query.filter(exists(seen_under(subtree)));
    }
    Ok(query.first(tx.connection)?)
}

/// One page of the callbacks of tickets in the scope.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &CallbackFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedCallback>, DbError> {
    let mut query = callbacks::table.select((callbacks::version, callbacks::document)).into_boxed();
    if let Some(stage) = filter.stage.clone() {
        query = query.filter(callbacks::stage.eq(stage));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(callbacks::ticket_id.eq(Id::from(ticket)));
    }
    if let Some((from, to)) = filter.due {
        query = query.filter(callbacks::due_at.ge(Instant::from(from))).filter(callbacks::due_at.lt(Instant::from(to)));
    }
    if let Scope::Under(subtree) = scope {
        query = query.filter(exists(seen_under(subtree)));
    }
    let query = keyset!(query, page, callbacks::due_at, callbacks::id);
    let rows = query.load::<(i64, Json<Callback>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(callback))| (version, callback)).collect())
}

/// The rows that let a subtree see the ticket of a callback.
#[diesel::dsl::auto_type(no_type_alias)]
fn seen_under(subtree: &Subtree) -> _ {
    let (from, until): (String, String) = (subtree.from.clone(), subtree.until.clone());
    ticket_scopes::table
        .filter(ticket_scopes::ticket_id.eq(callbacks::ticket_id))
        .filter(ticket_scopes::unit_path.ge(from))
        .filter(ticket_scopes::unit_path.lt(until))
}

/// How many callbacks whose window ended before a moment are still without a result, by the path of the unit that took the
/// ticket, in the order of the paths.
pub fn open_by_unit(tx: &mut Tx<'_>, before: Timestamp) -> Result<Vec<(String, i64)>, DbError> {
    Ok(callbacks::table
        .inner_join(tickets::table.on(tickets::id.eq(callbacks::ticket_id)))
        .group_by(tickets::accept_path)
        .filter(callbacks::ended_at.is_null())
        .filter(callbacks::until_at.lt(Instant::from(before)))
        .order(tickets::accept_path)
        .select((tickets::accept_path, count_star()))
        .load(tx.connection)?)
}
