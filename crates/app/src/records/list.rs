//! Looking records up.

use std::sync::Arc;

use bihuan_domain::code::UnitCode;
use bihuan_domain::id::RecordId;
use bihuan_domain::permission::Permission;
use bihuan_domain::record::{RecordKind, Series};
use bihuan_persistence::Tx;
use bihuan_persistence::page::PageRequest;
use bihuan_persistence::records::{self as rows, Record, RecordFilter, Verification};

use crate::App;
use crate::caller::Caller;
use crate::error::Error;
use crate::principal::Principal;
use crate::scope;

/// A series: its name, its last number and its last seal.
pub type SeriesRow = (String, i64, String);

/// The record with this id.
///
/// # Errors
/// Not found, also when it lies outside the caller's scope.
pub async fn get(app: &Arc<App>, caller: &Caller, id: RecordId) -> Result<Record, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let principal = caller.principal.clone();
    app.database.read(move |tx| seen(tx, &principal, id)).await
}

/// The record with this id, as far as its reader may see it.
///
/// # Errors
/// Not found, also when it lies outside his scope, or is of a kind that he may not read about.
pub(super) fn seen(tx: &mut Tx<'_>, principal: &Principal, id: RecordId) -> Result<Record, Error> {
    let found = rows::find(tx, id, &scope::of(principal))?;
    found.filter(|record| is_open(principal, record.kind)).ok_or(Error::NotFound { what: "record" })
}

fn is_open(principal: &Principal, kind: RecordKind) -> bool {
    kind.also_needs().iter().all(|permission| principal.permissions.contains(permission))
}

/// One page of records, newest first; of the kinds that the caller may read about.
///
/// # Errors
/// Forbidden.
pub async fn list(
    app: &Arc<App>,
    caller: &Caller,
    filter: RecordFilter,
    page: PageRequest,
) -> Result<Vec<Record>, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let scope = scope::of(&caller.principal);
    let hidden = RecordKind::ALL.iter().copied().filter(|kind| !is_open(&caller.principal, *kind)).collect();
    let filter = RecordFilter { hidden, ..filter };
    app.database.read(move |tx| Ok(rows::list(tx, &filter, &scope, page)?)).await
}

/// One page of the series that the centres in the caller's scope keep, by name.
///
/// # Errors
/// Forbidden.
pub async fn series(
    app: &Arc<App>,
    caller: &Caller,
    after: Option<String>,
    limit: i64,
) -> Result<Vec<SeriesRow>, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let scope = scope::of(&caller.principal);
    app.database.read(move |tx| Ok(rows::series_under(tx, &scope, after.as_deref(), limit)?)).await
}

/// Whether a series is whole: no number missing, every seal right. Reads all of it.
///
/// # Errors
/// Not found, also when the centre lies outside the caller's scope.
pub async fn verify(
    app: &Arc<App>,
    caller: &Caller,
    kind: RecordKind,
    centre: UnitCode,
    year: i16,
) -> Result<Verification, Error> {
    caller.principal.require(Permission::RecordRead)?;
    let scope = scope::of(&caller.principal);
    let seen = app.directory.organisation().unit(&centre).is_some_and(|unit| scope::contains(&scope, &unit.path));
    if !seen {
        return Err(Error::NotFound { what: "record_series" });
    }
    let series = Series::new(kind, &centre, year);
    let found = app.database.snapshot(move |tx| Ok::<_, Error>(rows::verify(tx, &series)?)).await?;
    found.ok_or(Error::NotFound { what: "record_series" })
}
