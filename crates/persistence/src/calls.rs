//! Calls.

use bihuan_domain::call::Call;
use bihuan_domain::id::CallId;
use bihuan_domain::phone;
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::schema::calls;
use crate::types::{Id, Instant, Json};

/// A call and its version.
pub type VersionedCall = (i64, Call);

/// The call with this id, if the scope allows.
pub fn find(tx: &mut Tx<'_>, id: CallId, scope: &Scope) -> Result<Option<VersionedCall>, DbError> {
    let row = calls::table
        .find(Id::from(id))
        .select((calls::unit_path, calls::version, calls::document))
        .first::<(String, i64, Json<Call>)>(tx.connection)
        .optional()?;
    Ok(row.and_then(|(path, version, Json(call))| {
        let seen = match scope {
            Scope::Everything => true,
            Scope::Under(subtree) => subtree.contains(&path),
        };
        seen.then_some((version, call))
    }))
}

/// One page of calls.
pub fn list(tx: &mut Tx<'_>, scope: &Scope, page: PageRequest) -> Result<Vec<VersionedCall>, DbError> {
    let mut query = calls::table.select((calls::version, calls::document)).into_boxed();
    if let Scope::Under(subtree) = scope {
        query =
            query.filter(calls::unit_path.ge(subtree.from.clone())).filter(calls::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, calls::began_at, calls::id);
    let rows = query.load::<(i64, Json<Call>)>(tx.connection)?;
    Ok(rows.into_iter().map(|(version, Json(call))| (version, call)).collect())
}

/// Adds a call.
pub fn insert(tx: &mut Tx<'_>, call: &Call, unit_path: &str) -> Result<(), DbError> {
    diesel::insert_into(calls::table)
        .values((
            calls::id.eq(Id::from(call.id)),
            calls::unit_path.eq(unit_path),
            calls::phone_key.eq(call.phone.as_deref().and_then(phone::normalise)),
            calls::began_at.eq(Instant::from(call.began_at)),
            calls::version.eq(1_i64),
            calls::document.eq(Json(call.clone())),
        ))
        .execute(tx.connection)?;
    Ok(())
}

/// Writes a changed call.
///
/// # Errors
/// [`DbError::Stale`] when it was changed since it was read.
pub fn update(tx: &mut Tx<'_>, call: &Call, version: i64) -> Result<(), DbError> {
    let guarded = calls::table.filter(calls::id.eq(Id::from(call.id))).filter(calls::version.eq(version));
    let hit = diesel::update(guarded)
        .set((calls::version.eq(version + 1), calls::document.eq(Json(call.clone()))))
        .execute(tx.connection)?;
    DbError::guard(hit)
}
