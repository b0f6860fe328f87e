//! Suspicions of gaming, and what they are found in.

use bihuan_domain::id::FindingId;
use bihuan_domain::quality::{Check, Finding};
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;

use super::{scoped, seen};
use crate::Tx;
use crate::connection::each;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::findings;
use crate::types::{Id, Instant, Json};

/// A finding and its version.
pub type Versioned = (i64, Finding);

/// Which findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingFilter {
    /// By this check.
    pub check: Option<Check>,
    /// Whether somebody has disposed of it.
    pub disposed: Option<bool>,
}

/// Adds a finding; one that was found before stays as it is. Answers whether it is new.
pub fn insert(tx: &mut Tx<'_>, finding: &Finding, unit_path: &str) -> Result<bool, DbError> {
    let row = (
        findings::id.eq(Id::from(finding.id)),
        findings::check_code.eq(finding.check.as_str()),
        findings::ticket_id.eq(Id::from(finding.ticket)),
        findings::person_id.eq(finding.person.map(Id::from)),
        findings::unit_path.eq(unit_path),
        findings::happened_at.eq(Instant::from(finding.happened_at)),
        findings::disposed.eq(false),
        findings::version.eq(1_i64),
        findings::document.eq(Json(finding.clone())),
    );
    let added = each!(tx, |connection| {
        diesel::insert_into(findings::table).values(row).on_conflict_do_nothing().execute(connection)
    })?;
    Ok(added > 0)
}

/// Writes how a finding was disposed of.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, finding: &Finding, version: i64) -> Result<(), DbError> {
    let guarded = findings::table.filter(findings::id.eq(Id::from(finding.id))).filter(findings::version.eq(version));
    let hit = diesel::update(guarded)
        .set((
            findings::disposed.eq(finding.disposal.is_some()),
            findings::version.eq(version + 1),
            findings::document.eq(Json(finding.clone())),
        ))
        .execute(tx.connection)?;
    DbError::guard(hit)
}

/// The finding with this id, if the scope allows.
pub fn find(tx: &mut Tx<'_>, id: FindingId, scope: &Scope) -> Result<Option<Versioned>, DbError> {
    let row = findings::table
        .find(Id::from(id))
        .select((findings::unit_path, findings::version, findings::document))
        .first::<(String, i64, Json<Finding>)>(tx.connection)
        .optional()?;
    Ok(row.filter(|(path, ..)| seen(scope, path)).map(|(_, version, Json(finding))| (version, finding)))
}

/// One page of findings.
pub fn list(
    tx: &mut Tx<'_>,
    filter: FindingFilter,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<Versioned>, DbError> {
    let query = findings::table.select((findings::version, findings::document)).into_boxed();
    let mut query = scoped!(query, scope, findings::unit_path);
    if let Some(check) = filter.check {
        query = query.filter(findings::check_code.eq(check.as_str()));
    }
    if let Some(disposed) = filter.disposed {
        query = query.filter(findings::disposed.eq(disposed));
    }
    let query = keyset!(query, page, findings::happened_at, findings::id);
    let rows = query.load::<(i64, Json<Finding>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(finding))| (version, finding)).collect())
}

/// Entries of the log about tickets taken in a scope, with these names, within a stretch of time, oldest first.
pub fn entries(
    tx: &mut Tx<'_>,
    names: &[&str],
    (from, to): (Timestamp, Timestamp),
    scope: &Scope,
    limit: i64,
) -> Result<Vec<crate::events::EventRecord>, DbError> {
    crate::events::named_between(tx, names, (from, to), scope, limit)
}
