//! Appeals.

use bihuan_domain::appeal::Appeal;
use bihuan_domain::id::{AppealId, TicketId};
use bihuan_domain::time::Timestamp;
use diesel::dsl::exists;
use diesel::prelude::*;

use crate::Tx;
use crate::connection::AnyConnection;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::{appeals, ticket_scopes};
use crate::types::{Id, Instant, Json};

/// The most appeals about one ticket that are looked at.
pub const PER_TICKET_MAX: i64 = 200;

/// An appeal and its version.
pub type VersionedAppeal = (i64, Appeal);

/// Which appeals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppealFilter {
    /// In this stage.
    pub stage: Option<String>,
    /// Against this.
    pub against: Option<String>,
    /// About this ticket.
    pub ticket: Option<TicketId>,
}

/// The appeal with this id.
pub fn find(tx: &mut Tx<'_>, id: AppealId) -> Result<Option<VersionedAppeal>, DbError> {
    let row = appeals::table
        .find(Id::from(id))
        .select((appeals::version, appeals::document))
        .first::<(i64, Json<Appeal>)>(tx.connection)
        .optional()?;
    Ok(row.map(|(version, Json(appeal))| (version, appeal)))
}

/// The appeal of which somebody was to be told longest ago, before `now`, and that nobody else holds; held until the end of
/// the transaction.
pub fn claim_watched(tx: &mut Tx<'_>, now: Timestamp) -> Result<Option<VersionedAppeal>, DbError> {
    let query = appeals::table
        .filter(appeals::watch_at.lt(Instant::from(now)))
        .order(appeals::watch_at)
        .limit(1)
        .select((appeals::version, appeals::document));
    let row: Option<(i64, Json<Appeal>)> = match &mut *tx.connection {
        AnyConnection::Postgres(connection) => query.for_update().skip_locked().first(connection),
        // One writer at a time.
        AnyConnection::Sqlite(connection) => query.first(connection),
    }
    .optional()?;
    Ok(row.map(|(version, Json(appeal))| (version, appeal)))
}

/// The appeals about a ticket.
pub fn of_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<Vec<Appeal>, DbError> {
    let about = appeals::table.filter(appeals::ticket_id.eq(Id::from(ticket)));
    let rows = about
        .order((appeals::raised_at, appeals::id))
        .limit(PER_TICKET_MAX)
        .select(appeals::document)
        .load::<Json<Appeal>>(tx.connection)?;
    Ok(rows.into_iter().map(|Json(appeal)| appeal).collect())
}

/// One page of the appeals about tickets in the scope.
pub fn list(
    tx: &mut Tx<'_>,
    filter: &AppealFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<VersionedAppeal>, DbError> {
    let mut query = appeals::table.select((appeals::version, appeals::document)).into_boxed();
    if let Some(stage) = filter.stage.clone() {
        query = query.filter(appeals::stage.eq(stage));
    }
    if let Some(against) = filter.against.clone() {
        query = query.filter(appeals::against.eq(against));
    }
    if let Some(ticket) = filter.ticket {
        query = query.filter(appeals::ticket_id.eq(Id::from(ticket)));
    }
    if let Scope::Under(subtree) = scope {
        let seen = ticket_scopes::table
            .filter(ticket_scopes::ticket_id.eq(appeals::ticket_id))
            .filter(ticket_scopes::unit_path.ge(subtree.from.clone()))
            .filter(ticket_scopes::unit_path.lt(subtree.until.clone()));
        query = query.filter(exists(seen));
    }
    let query = keyset!(query, page, appeals::raised_at, appeals::id);
    let rows = query.load::<(i64, Json<Appeal>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(appeal))| (version, appeal)).collect())
}

/// Adds an appeal; `unit_path` is the path of the unit that appeals.
pub fn insert(tx: &mut Tx<'_>, appeal: &Appeal, unit_path: &str) -> Result<(), DbError> {
    diesel::insert_into(appeals::table)
        .values((
            appeals::id.eq(Id::from(appeal.id)),
            appeals::ticket_id.eq(Id::from(appeal.ticket)),
            appeals::against.eq(appeal.against.as_str()),
            appeals::stage.eq(appeal.stage.as_str()),
            appeals::unit_path.eq(unit_path),
            appeals::raised_at.eq(Instant::from(appeal.raised_at)),
            appeals::due_at.eq(appeal.due_at.map(Instant::from)),
            appeals::watch_at.eq(appeal.watch_at().map(Instant::from)),
            appeals::version.eq(1_i64),
            appeals::document.eq(Json(appeal.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Writes a changed appeal.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, appeal: &Appeal, version: i64) -> Result<(), DbError> {
    let guarded = appeals::table.filter(appeals::id.eq(Id::from(appeal.id))).filter(appeals::version.eq(version));
    let hit = diesel::update(guarded)
        .set((
            appeals::version.eq(version + 1),
            appeals::stage.eq(appeal.stage.as_str()),
            appeals::due_at.eq(appeal.due_at.map(Instant::from)),
            appeals::watch_at.eq(appeal.watch_at().map(Instant::from)),
            appeals::document.eq(Json(appeal.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}
