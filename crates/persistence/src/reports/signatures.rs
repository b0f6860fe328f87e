//! Signatures under reports.

use std::collections::BTreeMap;

use bihuan_domain::report::Signature;
use diesel::prelude::*;
use uuid::Uuid;

use crate::error::DbError;
use crate::schema::report_signatures as table;
use crate::types::{Id, Json};
use crate::{Tx, connection, locks};

/// Makes others who sign the same run wait until this transaction ends.
pub fn lock(tx: &mut Tx<'_>, run: Uuid) -> Result<(), DbError> {
    locks::lock(tx, &format!("report_run/{run}"))
}

/// Writes a signature.
pub fn sign(tx: &mut Tx<'_>, run: Uuid, signature: &Signature) -> Result<(), DbError> {
    let row = (
        table::run_id.eq(Id(run)),
        table::step.eq(i16::from(signature.step)),
        table::document.eq(Json(signature.clone())),
    );
    connection::each!(tx, |connection| diesel::insert_into(table::table).values(row).execute(connection))?;
    Ok(())
}

/// The signatures under these runs, each in the order of the steps.
pub(super) fn under(
    tx: &mut Tx<'_>,
    runs: impl Iterator<Item = Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Signature>>, DbError> {
    let ids: Vec<Id> = runs.map(Id).collect();
    let rows: Vec<(Id, Json<Signature>)> = table::table
        .filter(table::run_id.eq_any(ids))
        .order((table::run_id, table::step))
        .select((table::run_id, table::document))
        .load(tx.connection)?;
    let mut under: BTreeMap<Uuid, Vec<Signature>> = BTreeMap::new();
    for (run, Json(signature)) in rows {
        under.entry(run.0).or_default().push(signature);
    }
    Ok(under)
}
