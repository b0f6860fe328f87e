//! Lots of callback samples: whom they took, and what came of it.

use bihuan_domain::callback::CallbackStage;
use bihuan_domain::code::PlanCode;
use bihuan_domain::id::{CallbackId, TicketId};
use diesel::prelude::*;

use crate::Tx;
use crate::error::DbError;
use crate::page::Scope;
use crate::schema::{callback_lots, callbacks};
use crate::types::Id;

/// A lot that was drawn for a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LotRecord {
    /// The ticket.
    pub ticket: TicketId,
    /// The lot.
    pub lot: i32,
    /// How many in a hundred were to be taken.
    pub percent: i16,
    /// Whether it was taken.
    pub taken: bool,
}

/// The lots of a plan and of a month, lowest first, at most `limit`.
pub fn drawn(
    tx: &mut Tx<'_>,
    plan: &PlanCode,
    month: &str,
    scope: &Scope,
    limit: i64,
) -> Result<Vec<LotRecord>, DbError> {
    let columns = (callback_lots::ticket_id, callback_lots::lot, callback_lots::percent, callback_lots::taken);
    let mut query = callback_lots::table
        .filter(callback_lots::plan.eq(plan.as_str()))
        .filter(callback_lots::period.eq(month))
        .select(columns)
        .into_boxed();
    if let Scope::Under(subtree) = scope {
        query = query
            .filter(callback_lots::unit_path.ge(subtree.from.clone()))
            .filter(callback_lots::unit_path.lt(subtree.until.clone()));
    }
    let rows = query.order((callback_lots::lot.asc(), callback_lots::ticket_id.asc())).limit(limit);
    let rows: Vec<(Id, i32, i16, bool)> = rows.load(tx.connection)?;
    Ok(rows
        .into_iter()
        .map(|(ticket, lot, percent, taken)| LotRecord { ticket: ticket.into(), lot, percent, taken })
        .collect())
}

/// The calls that a plan made for the tickets whose lots were drawn in a month: ticket, call and where it stands, oldest
/// first.
pub fn calls(
    tx: &mut Tx<'_>,
    plan: &PlanCode,
    month: &str,
) -> Result<Vec<(TicketId, CallbackId, CallbackStage)>, DbError> {
    let drawn = callback_lots::table
        .filter(callback_lots::plan.eq(plan.as_str()))
        .filter(callback_lots::period.eq(month))
        .select(callback_lots::ticket_id);
    let rows: Vec<(Id, Id, String)> = callbacks::table
        .filter(callbacks::ticket_id.eq_any(drawn))
        .filter(callbacks::plan.eq(plan.as_str()))
        .order(callbacks::id.asc())
        .select((callbacks::ticket_id, callbacks::id, callbacks::stage))
        .load(tx.connection)?;
    let known = |(ticket, id, stage): (Id, Id, String)| {
        let stage = CallbackStage::ALL.iter().copied().find(|known| known.as_str() == stage);
        let stage = stage.ok_or_else(|| DbError::corrupt("callbacks", "stage", id.0, "there is no such stage"))?;
        Ok((ticket.into(), id.into(), stage))
    };
    rows.into_iter().map(known).collect()
}
