//! What changed in closed periods afterwards, with the ticket that brought it about.

use bihuan_domain::id::TicketId;
use bihuan_domain::time::Timestamp;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use uuid::Uuid;

use crate::Tx;
use crate::error::DbError;
use crate::page::{PageRequest, Scope, keyset};
use crate::rows::insert_rows;
use crate::schema::figure_restatements;
use crate::types::{DbInstant, DbUuid, Id, Instant};

/// A later change of a closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restatement {
    /// Its id.
    pub id: Uuid,
    /// The period.
    pub period: Uuid,
    /// The ticket that brought it about.
    pub ticket: TicketId,
    /// Which sum moved.
    pub key: String,
    /// At the unit with this path.
    pub unit: String,
    /// Of this kind.
    pub kind: String,
    /// By how much.
    pub difference: i64,
    /// When that was noticed.
    pub at: Timestamp,
}

/// Writes restatements down.
pub fn add_restatements(tx: &mut Tx<'_>, rows: &[Restatement]) -> Result<(), DbError> {
    insert_rows!(tx, figure_restatements, rows, |row| {
        id: DbUuid = Id(row.id),
        period_id: DbUuid = Id(row.period),
        ticket_id: DbUuid = Id::from(row.ticket),
        sum_key: Text = row.key.as_str(),
        unit_path: Text = row.unit.as_str(),
        kind: Text = row.kind.as_str(),
        difference: BigInt = row.difference,
        at: DbInstant = Instant::from(row.at),
    })?;
    Ok(())
}

type Row = (Id, Id, Id, String, String, String, i64, Instant);

/// One page of the restatements of a period at units in the scope, oldest first.
pub fn list_restatements(
    tx: &mut Tx<'_>,
    period: Uuid,
    scope: &Scope,
    page: PageRequest,
) -> Result<Vec<Restatement>, DbError> {
    let mut query = figure_restatements::table.filter(figure_restatements::period_id.eq(Id(period))).into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(figure_restatements::unit_path.ge(subtree.from.clone()))
            .filter(figure_restatements::unit_path.lt(subtree.until.clone()));
    }
    let query = keyset!(query, page, figure_restatements::at, figure_restatements::id);
    let rows = query.load::<Row>(tx.connection)?;
    Ok(rows
        .into_iter()
        .map(|(id, period, ticket, key, unit, kind, difference, at)| Restatement {
            id: id.0,
            period: period.0,
            ticket: ticket.into(),
            key,
            unit,
            kind,
            difference,
            at: at.into(),
        })
        .collect())
}
